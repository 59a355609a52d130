/** The version of package.json, put in by the build. */
declare const __LATHE_VERSION__: string;
