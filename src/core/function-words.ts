/** The commonest function words of a language; what nearly every sentence of it holds, and few of another. */
export const functionWords: Readonly<Record<string, string>> = {
  English:
    'the of and to in is that it was for on are with as his they be at this have from or had by but not what all were we when your can said there an which she do how their if will about out up then them these so some would',
  German:
    'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr ich wir',
  French:
    'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec mais nous ou elle être aux cette je vous été ses leur comme ont tout très aussi lui deux son même',
  Spanish:
    'de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos',
  Italian:
    'di che e la il un a per in una sono mi si lo non ma ti le con ha da come del della i gli alla nel più anche se questo quello è ho dei delle al o cosa molto dopo ancora suo loro stato',
  Portuguese:
    'de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo',
  Dutch:
    'de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar naar heb hoe',
  Swedish:
    'och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut',
  Danish:
    'og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her',
  Polish:
    'w i na z do się nie że to jest o jak za od po ale co przez tak są być dla tym czy już tylko przy jego było który oraz ze jej może pan go ja ich ty więc też nas bardzo mnie sobie ma'
};
