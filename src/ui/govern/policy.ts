export interface PolicyRule {
  readonly name: string;
  readonly value: string;
  readonly means: string;
}

const meanings: Readonly<Record<string, string>> = {
  'default-src': 'Whatever no other rule names is not loaded at all.',
  'script-src': 'Programs come from the app’s own files; WebAssembly may be compiled, text may not be run as program.',
  'style-src': 'Styles come from the app’s own files.',
  'img-src': 'Pictures come from the app, or were made on this device.',
  'font-src': 'Fonts come from the app’s own files.',
  'connect-src': 'The page may send to, and ask, its own address only: no data can go elsewhere.',
  'worker-src': 'Background workers are the app’s own.',
  'manifest-src': 'What makes it installable is the app’s own.',
  'base-uri': 'Addresses cannot be bent to another place.',
  'form-action': 'No form can be sent anywhere.'
};

/** A content policy as its rules, each with what it means. */
export const policyLines = (policy: string): PolicyRule[] =>
  policy
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
    .map((rule) => {
      const [name = '', ...values] = rule.split(/\s+/);
      return { name, value: values.join(' '), means: meanings[name] ?? '' };
    });
