import type { Bank } from '../bank.ts';

/** Swedish as written in Finland: what every note may need, whatever the course. */
export const common: Omit<Bank, 'courses'> = {
  titles: {
    intake: 'Första besöket',
    session: 'Terapibesök',
    review: 'Mellanutvärdering',
    closing: 'Avslutande besök',
    visit: { centre: 'Mottagningsbesök', remote: 'Distansmottagning', phone: 'Telefonbesök' },
  },
  headings: { course: 'Besökets förlopp', work: 'Arbetssätt', plan: 'Plan' },
  arrivalFirst: [
    'Klienten kommer i tid till det första besöket. Jag berättar om tystnadsplikten, om journalen och om vem som ser uppgifterna.',
    'Vi lär känna varandra i lugn och ro. Vi kommer överens om det praktiska och om hur klienten kan avboka eller höra av sig mellan besöken.',
  ],
  arrival: [
    'Klienten kommer som avtalat och sätter sig på sin vanliga plats.',
    'Klienten är i god tid och börjar själv berätta om veckan.',
    'Klienten kommer några minuter sent, ber om ursäkt och lugnar sig snabbt.',
    'Klienten ser trött ut men säger sig ha väntat på besöket.',
    'Klienten berättar genast om något som har lyckats.',
    'Klienten har skrivit ner sina tankar sedan sist och tar fram häftet.',
    'I början är klienten fåordig, och jag låter samtalet ta den tid det behöver.',
  ],
  arrivalFromWork: ['Klienten kommer direkt från jobbet och ber om en stund att hämta andan.'],
  arrivalRemote: [
    'Distansbesök via video. Klienten sitter hemma i sitt rum och förbindelsen fungerar bra.',
    'Vi möts via video. Vi försäkrar oss först om att klienten är ensam och kan tala i lugn och ro.',
    'Videomottagning. Bilden hackar till en början men det rättar till sig och stör inte arbetet.',
  ],
  arrivalPhone: [
    'Besöket sker per telefon eftersom klienten är förkyld. Rösten är lugn och resonemanget klart.',
    'Telefonbesök på klientens önskan. Vi stämmer av varifrån klienten ringer och vem som kan höra.',
  ],
  presence: [
    'Stämningsläget är neutralt, kontakten god och berättandet sammanhängande.',
    'Kontakten är varm; blicken söker sig till fönstret när det svåra kommer på tal.',
    'Klienten är spänd med uppdragna axlar, men andningen blir lugnare under besöket.',
    'Klienten gråter en stund men vill fortsätta och säger att gråten lättar.',
    'Stämningsläget är sänkt och talet långsamt, men tanken är klar.',
    'Klienten verkar irriterad och kan själv säga att irritationen inte gäller mötet här.',
  ],
  presenceLater: [
    'Mimiken är livligare än tidigare och klienten skrattar ett par gånger.',
    'Klienten är alert och motiverad och återkommer självmant till förra gångens tema.',
    'Kontakten är öppnare än förra gången, och också tystnaderna är lugna.',
  ],
  methods: [
    'Vi reder ut situationen som en kedja av tankar, känslor, kroppsförnimmelser och handling. Klienten ritar själv kedjan på papper och ser var det går att göra annorlunda.',
    'Vi gör en kort övning i medveten närvaro. Klienten märker hur tankarna vandrar och kommer tillbaka, och beskriver efteråt att det känns rymligare.',
    'Vi prövar den automatiska tanken med sokratiska frågor. Klienten hittar två andra förklaringar och tror ungefär till hälften på den ena.',
    'Vi provar stolsarbete där klienten svarar sin inre kritiker. Rösten blir stadigare efter hand, vilket klienten själv förvånas över.',
    'Vi sätter ord på känslor med hjälp av en känslolista. Under det som först bara var ”dåligt” framträder besvikelse och skam, där den senare är svårare att tala om.',
    'Vi använder en skala från noll till tio: klienten placerar sig på {scaleNow} i dag och funderar på hur ett enda steg bättre skulle märkas.',
    'Jag bekräftar upplevelsen och beskriver hur begriplig reaktionen är med tanke på vad klienten lärt sig tidigare. Klienten säger att ingen har sagt så förut.',
    'Vi går igenom värderingar med kort. Viktigast blir de närmaste, ärlighet och egen tid; den sista har inte fått plats i vardagen.',
    'Vi övar lugnande andning där utandningen är längre än inandningen. Klienten får en skriftlig anvisning med sig.',
    'Vi gör en föreställningsövning om en trygg plats. Klienten väljer barndomens sommarstrand och känner tydligt hur kroppen slappnar av.',
    'Vi ser efter vad som är klientens ansvar och vad som inte är det. I cirkeldiagrammet blir den egna andelen betydligt mindre än klienten först trodde.',
    'Jag tar upp det som händer i rummet just nu: klienten ler när något tungt berättas. Klienten känner igen vanan som gammal.',
  ],
  guardians: [
    'Vårdnadshavaren är med de första tio minuterna, därefter fortsätter jag med den unga ensam.',
    'Vi kommer överens om vad som berättas för vårdnadshavaren om besöket, och den unga får själv välja orden.',
    'Vårdnadshavaren väntar i aulan. Den unga vill att innehållet stannar mellan oss.',
  ],
  minorDecides: {
    yes: 'Jag bedömer att den unga med hänsyn till ålder och utveckling vid detta besök kan besluta om sin vård och om utlämnande av sina uppgifter.',
    no: 'Jag bedömer att barnet vid detta besök ännu inte kan besluta om sin vård, och vi kommer överens om saker tillsammans med vårdnadshavaren.',
  },
  scaleFirst: [
    '{scale} fylldes i vid besökets början: {score} poäng. Vi går igenom resultatet, som stämmer med klientens egen bild.',
    'Utgångsläget enligt {scale} är {score} poäng.',
  ],
  scaleLower: [
    '{scale} är nu {score} poäng, förra gången {before}. Riktningen är rätt och klienten märker det i vardagen.',
    'Poängen i {scale} har sjunkit från {before} till {score}.',
  ],
  scaleHigher: [
    '{scale} är {score} poäng (förra gången {before}). Ökningen hänger ihop med de senaste veckorna och upplevs inte som ett ras.',
    '{scale} steg från {before} till {score}; vi talar om att återhämtning inte går i rak linje.',
  ],
  risk: [
    'Jag frågar rakt ut om självmordstankar; klienten förnekar sådana.',
    'Inga tecken på självdestruktivitet eller överkonsumtion av rusmedel.',
    'Säkerheten bedömd i samtal, ingen akut fara.',
  ],
  noHomework: [
    'Ingen hemuppgift den här gången, klienten önskar vila.',
    'Vi kommer överens om att klienten bara iakttar sin vecka, utan uppgift.',
  ],
  next: [
    'Nästa besök {when}.',
    'Vi fortsätter {when} med samma tema.',
    'Ny tid är bokad {when}; klienten hör av sig om måendet försämras innan dess.',
  ],
  when: { 1: ['om en vecka', 'nästa vecka vid samma tid'], 2: ['om två veckor'] },
  closing: [
    'Vi ser tillbaka på vägen hit och på vad som har hjälpt. Klienten sammanfattar: ”jag är inte rädd för hur jag mår längre”.',
    'Vårdperioden avslutas enligt överenskommelse. Vi skriver en kort plan över vilka tecken klienten ska vara uppmärksam på och vad som då hjälper.',
    'Vi tar farväl i lugn och ro. Klienten vet hur man kan kontakta mottagningen senare.',
  ],
  amendments: [
    {
      reason: 'Rättelse av skrivfel',
      forAll: true,
      adds: 'Rättelse: resultatet har kontrollerats mot blanketten och stämmer; den tidigare formuleringen var oprecis.',
    },
    {
      reason: 'Komplettering samma dag',
      forAll: false,
      adds: 'Tillägg: klienten ringde efter besöket och berättade att tiden till företagsläkaren är bokad, som vi talade om.',
    },
  ],
  relations: ['mamma', 'pappa', 'vårdnadshavare'],
};
