import type { Course } from '../bank.ts';

/** Swedish: courses of minors. */
export const minor: readonly Course[] = [
  {
    key: 'school',
    condition: 'Emotionell störning i barndomen, skolrädsla',
    variants: [
      {
        subject: 'gymnastiktimmarna',
        lesson: 'till gymnastiken',
        adult: 'Kuratorn',
        like: 'tecknandet',
      },
      {
        subject: 'föredragen',
        lesson: 'till modersmålstimmen',
        adult: 'Klassföreståndaren',
        like: 'programmerandet',
      },
      {
        subject: 'lunchrasterna',
        lesson: 'till matsalen',
        adult: 'Skolpsykologen',
        like: 'pianospelet',
      },
    ],
    intake: [
      'Den unga kommer till terapi på grund av stor frånvaro. På mornarna förekommer magont och gråt, och värst är {subject}.',
      'Den unga säger själv att det inte är skolan utan människorna där som är skrämmande. En styrka är {like}; när det kommer på tal rätar hen på ryggen.',
    ],
    early: [
      'Den unga ritar en karta över skolan och färgar platserna gröna, gula och röda. Röda är {subject} och den långa korridoren.',
      'Vi talar om magontet som kroppens meddelande. Den unga hittar på ett namn åt det och säger att det blir lite löjligt när det har ett namn.',
      'Kompisgänget splittrades när klasserna byttes. Hemma har den unga inte berättat det, för att ingen ska bli orolig.',
      'Vi går igenom morgonen minut för minut. Magen börjar göra ont när ryggsäcken tas ner från kroken.',
    ],
    middle: [
      'Vi gör upp en trappa tillbaka: först till gården, sedan en lektion, sist {lesson}. Den unga får själv bestämma ordningen.',
      'Den unga var i skolan tre dagar. {adult} mötte i dörren, vilket enligt den unga var både pinsamt och snällt.',
      'Vi övar på meningar för att komma med. Den som väljs är ”får jag vara med”, för att den är tillräckligt kort.',
      'Den unga visar meddelanden ur klassens grupp. Vi undersöker vilka som är elaka och vilka som bara känns så.',
      'På måndagen kom ett bakslag. Svårast var att vänta på att någon skulle fråga var hen hade varit; vi hittar på ett svar på förhand.',
      'Vi spelar med känslokort. Under nervositeten finns saknaden efter den tidigare bästa vännen.',
    ],
    late: [
      'Frånvaron är två dagar på en månad, båda på grund av förkylning. Den unga konstaterar att magen inte längre kommer ihåg att göra ont varje morgon.',
      'Den unga gick {lesson} utan någon vuxen. Det finns inget att berätta, vilket är den bästa nyheten.',
      'Intresset, {like}, har fört med sig en ny vän. Vi talar om hur man tar hand om en vänskap.',
    ],
    homework: [
      {
        assign:
          'Hemuppgift: pröva två avtalade steg och märka ut nervositeten med en smiley på kortet.',
        done: 'Båda stegen är prövade, och den ena smileyn är redan gul.',
        partly: 'Ett av stegen prövades; det andra flyttas till nästa vecka utan drama.',
      },
      {
        assign: 'Hemuppgift: visa vårdnadshavaren morgonplanen som vi gjorde.',
        done: 'Morgonplanen sitter på kylskåpet och det har enligt den unga varit mindre gräl.',
        partly: 'Planen ligger i ryggsäcken men inte ännu på kylskåpet.',
      },
      {
        assign: 'Hemuppgift: säga något till en klasskamrat varje dag, om så bara hej.',
        done: 'Hej har sagts fyra dagar och besvarats varje gång.',
        partly: 'Hej lyckades två dagar; de andra stannade blicken på skorna.',
      },
    ],
  },
  {
    key: 'separation',
    condition: 'Familjesplittring genom skilsmässa, anpassningssvårigheter',
    variants: [
      { week: 'veckobytet', pet: 'hunden', place: 'i pappas nya lägenhet' },
      { week: 'söndagsflytten', pet: 'katten', place: 'i mammas nya lägenhet' },
    ],
    intake: [
      'Föräldrarna skilde sig i våras och den unga bor varannan vecka hos vardera. I skolan har man märkt att hen drar sig undan, hemma blir det gräl om småsaker.',
      'Den unga önskar att ingen här frågar hos vem det är bättre. Det lovar jag.',
    ],
    early: [
      'Det svåraste är {week}. Den unga säger att ”huvudet ännu är kvar i det andra huset”.',
      'Den unga bär meddelanden mellan föräldrarna och gör dem artigare på vägen. Vi undrar tillsammans vems uppgift det egentligen är.',
      'Saknaden dyker upp på oväntade ställen: {pet} finns bara i det ena hemmet, och {place} luktar det målarfärg.',
      'Den unga bygger två hus och en bro i sandlådan. Bron blir halvfärdig och ska få vara så.',
    ],
    middle: [
      'Ilskan får komma fram för första gången. Den unga skriker i kudden och skrattar till; efteråt talar vi om att ingen frågade.',
      'Skulden har varit gömd: den unga har trott att skilsmässan började med provvitsorden. Vi går igenom vad vuxnas skilsmässor beror på och inte beror på.',
      'Vi samlar i en låda det som är likadant i båda hemmen. Det är mer än den unga trodde.',
      'Vi hade ett gemensamt besök med föräldrarna. Den unga läste tre önskemål från ett papper, och alla tre togs emot.',
      'Veckan gick snett när {week} ändrades i sista stund. Den unga kunde säga det högt, vilket är nytt.',
      'En kompis har fått veta. Kompisens föräldrar har också skilt sig, så mer behövde inte sägas.',
    ],
    late: [
      'Övergångarna fungerar, och {week} är numera en vanlig dag då man ska komma ihåg laddaren.',
      'Den unga har fått en egen hylla {place} och valt sakerna själv.',
      'Den unga säger sig inte längre vara brevbärare. Föräldrarna har kommit överens sinsemellan.',
    ],
    homework: [
      {
        assign: 'Hemuppgift: göra en lista över det som följer med från hem till hem.',
        done: 'Listan är gjord och tejpad inuti ryggsäcken.',
        partly: 'Listan är påbörjad, men det finns redan två laddare.',
      },
      {
        assign:
          'Hemuppgift: en gång säga ”fråga själv” när någon ber hen föra fram ett meddelande.',
        done: 'Meningen blev sagd en gång, och den vuxna skrattade och ringde själv.',
        partly: 'Meningen fastnade i halsen, men den låg redan på tungan.',
      },
      {
        assign: 'Hemuppgift: färga de dagar i kalendern då det har känts bra.',
        done: 'Kalendern har nio färgade dagar, en del i vardera hemmet.',
        partly: 'Tre dagar är färgade, resten fylls i ur minnet.',
      },
    ],
  },
];
