import type { Course } from '../bank.ts';

/** Swedish: panic, depression, burnout. */
export const adultA: readonly Course[] = [
  {
    key: 'panic',
    condition: 'Paniksyndrom',
    variants: [
      { inPlace: 'på närtåget', toPlace: 'till närtåget', other: 'sin partner' },
      { inPlace: 'i köpcentret', toPlace: 'till köpcentret', other: 'sin syster' },
      {
        inPlace: 'i konferensrummet',
        toPlace: 'till konferensrummet',
        other: 'sin närmaste kollega',
      },
    ],
    intake: [
      'Klienten söker terapi för återkommande panikattacker. Den första kom {inPlace} för ungefär ett år sedan, och sedan dess har livet så småningom krympt.',
      'På jouren har hjärtat undersökts och befunnits friskt, men rädslan för en sjukdomsattack återkommer, särskilt {inPlace}.',
    ],
    early: [
      'Den senaste attacken kom {inPlace}: hjärtat bultade, händerna domnade och den enda tanken var att komma bort. Klienten gick genast därifrån och det lättade inom några minuter.',
      'Vi kartlägger undvikandet. Klienten planerar sina dagar så att hen slipper gå ensam {toPlace} och ber ofta {other} följa med.',
      'Vi talar om hur alarmsystemet fungerar och varför symtomen känns farliga fast de inte är det. Förklaringen känns trovärdig ”i huvudet men inte ännu i kroppen”.',
      'Klienten kontrollerar sin puls på klockan tiotals gånger om dagen. Vi ser att själva kontrollerandet ökar oron.',
    ],
    middle: [
      'Vi bygger en exponeringstrappa. På det nedersta steget står klienten nära dörren, på det översta en halvtimme {inPlace} utan sällskap och telefon.',
      'Klienten berättar om tolv minuter {inPlace}. Rädslan steg till åtta men sjönk till tre utan att hen gjorde någonting åt saken.',
      'Vi gör en andningsexponering på mottagningen: en minut snabb andning ger den välbekanta yrseln. Klienten konstaterar att känslan är densamma som {inPlace} och att den går över.',
      'Som säkerhetsbeteenden hittar vi vattenflaskan, hörlurarna och platsen närmast dörren. Klienten väljer själv vad hen släpper först.',
      'Rädslan för att dö har börjat bli en rädsla för att göra bort sig. Vi undersöker vad andra faktiskt ser och vad klienten utgår ifrån att de ser.',
      'Veckan bjöd på ett bakslag: klienten vände redan i dörren på väg {toPlace}. Vi ser det som information, inte som ett misslyckande, och går ner ett steg.',
    ],
    late: [
      'Klienten har varit {inPlace} nästan varje dag den här veckan. Spänningen finns där men beskrivs som ett bakgrundsbrus.',
      'Inga attacker på en månad. Vi talar om vad klienten gör om det ändå kommer en, och hen kan räkna upp knepen utantill.',
      'Klienten gjorde ensam en resa som för ett år sedan hade känts omöjlig. Det gick utan att ha {other} med.',
    ],
    homework: [
      {
        assign:
          'Hemuppgift: vara {inPlace} tre gånger, så länge att rädslan hinner halveras, och anteckna siffrorna på kortet.',
        done: 'Klienten har varit {inPlace} tre gånger och antecknat rädslan på kortet; siffrorna sjunker från gång till gång.',
        partly:
          'Av tre avtalade exponeringar blev en av. Två uteblev när tröttheten gjorde tröskeln hög.',
      },
      {
        assign:
          'Hemuppgift: skriva upp situation, första tanke, styrka och längd för varje attack.',
        done: 'I attackdagboken finns två anteckningar, och båda visar att det gick över på mindre än tio minuter.',
        partly:
          'Attackdagboken är bara delvis ifylld; klienten var rädd att skrivandet skulle kalla fram en ny attack.',
      },
      {
        assign: 'Hemuppgift: lämna pulsklockan hemma dagtid.',
        done: 'Pulsklockan har legat i lådan i fem dagar, och även andra har märkt att klienten är friare.',
        partly:
          'Pulsklockan var av i två dagar, tills en dålig natt fick klienten att ta den på igen.',
      },
    ],
  },
  {
    key: 'depression',
    condition: 'Medelsvår depression',
    variants: [
      { hobby: 'körsången', toHobby: 'till kören', who: 'en gammal studiekamrat' },
      { hobby: 'skogspromenaderna', toHobby: 'ut i skogen', who: 'brodern' },
      { hobby: 'keramiken', toHobby: 'till verkstaden', who: 'grannen' },
    ],
    intake: [
      'Klienten beskriver hur stämningsläget sakta har sjunkit sedan i höstas. Mornarna är tyngst, och {hobby}, som tidigare betydde mycket, har helt fallit bort.',
      'I bakgrunden finns en tidigare depression under studietiden. Medicineringen har inletts inom primärvården och klienten vill nu ha samtal vid sidan av.',
    ],
    early: [
      'Ett schema över dagarna visar sömn, skärmtid och plikter. Klienten hittar två stunder av glädje under veckan, båda korta.',
      'Klienten kallar sig lat. Vi talar om hur depression påverkar initiativförmågan och att handlingen ofta kommer före lusten, inte tvärtom.',
      'Skuldkänslor kommer fram: klienten upplever sig som en börda, trots att {who} flera gånger har bett om sällskap.',
      'Aptiten är dålig och lunchen har uteblivit de flesta dagar. Vi enas om att det grundläggande är en del av vården.',
    ],
    middle: [
      'Klienten tog sig {toHobby} för första gången på ett halvår. Förväntningen var två, den verkliga glädjen fem; skillnaden överraskar.',
      'Vi arbetar med grundantagandet ”jag duger inte”. Rötterna finns i ett hem där beröm bara gavs för prestationer.',
      'Ältandet tar timmar om kvällarna. Vi skiljer på problemlösning och grubbel och övar på en avsatt ältandestund.',
      'Ilskan kommer för första gången tydligt fram. Klienten blir skrämd men märker att tröttheten viker när hen är arg.',
      'Klienten har svarat på ett meddelande som {who} skickade för flera veckor sedan. Att höra av sig var lättare än att låta bli.',
      'Veckan har varit tung och klienten ställde in en sak. Vi ser på vad hen sade till sig själv efteråt och formulerar om det med en väns röst.',
    ],
    late: [
      'Mornarna är lättare. Klienten har hittat tillbaka {toHobby} och säger att det åter finns ”något att se fram emot”.',
      'Vi skriver ner tidiga varningstecken: att ställa in, att scrolla om nätterna, att inte svara. Klienten bestämmer vem som får veta om dem.',
      'Den inre kritikern finns kvar, men klienten beskriver den som en radio i ett annat rum.',
    ],
    homework: [
      {
        assign: 'Hemuppgift: två lustfyllda saker i kalendern på förhand, högst en halvtimme var.',
        done: 'Båda sakerna i kalendern blev av, den ena trots regnet.',
        partly:
          'Av två planerade saker blev den ena av. Vid den andra vann tanken ”det blir ändå ingenting av det”.',
      },
      {
        assign: 'Hemuppgift: tankedagbok över tre tillfällen då stämningen plötsligt sjunker.',
        done: 'Tankedagboken har tre väl beskrivna situationer, där samma mening om att inte räcka till återkommer.',
        partly: 'Tankedagboken stannade vid en anteckning, men den enda säger mycket.',
      },
      {
        assign: 'Hemuppgift: stiga upp vid samma tid på vardagar och gå ut i tio minuter.',
        done: 'Morgonpromenaden blev av fyra vardagar av fem.',
        partly:
          'Morgonpromenaden lyckades två gånger; andra mornar vann sömnen, men klienten stiger ändå upp tidigare.',
      },
    ],
  },
  {
    key: 'burnout',
    condition: 'Utmattning i arbetet',
    variants: [
      { work: 'i skolan', boss: 'rektorn', task: 'bedömningarna' },
      { work: 'på avdelningen', boss: 'avdelningsskötaren', task: 'extraturerna' },
      { work: 'på programvaruföretaget', boss: 'teamledaren', task: 'jourerna' },
    ],
    intake: [
      'Klienten har varit sjukskriven i tre veckor för utmattning. Belastningen {work} har ökat under två år, och {task} har blivit dubbelt fler.',
      'Symtomen är en trötthet som inte går att vila bort, cynism och minnesluckor. Klienten skäms över att ”just jag inte orkade”.',
    ],
    early: [
      'Vi ritar en våg över belastning och återhämtning. På belastningssidan samlas elva saker, på den andra tre, varav en är sömn.',
      'Klienten har läst jobbmejlen varje dag under sjukskrivningen. Det är inte {boss} som har bett om det; kravet kommer inifrån.',
      'Kroppen är på helspänn: käkarna är hårda och klienten vaknar klockan fyra med {task} i tankarna.',
      'Vi talar om återhämtningens faser. Det är en lättnad att höra att koncentrationen kommer tillbaka på månader och inte på veckor.',
    ],
    middle: [
      'Vi hittar regeln ”om jag inte gör det själv blir det inte gjort”. Den var till nytta tidigare i livet, men {work} har den tagit alla marginaler.',
      'Vi övar på att säga nej. I rollspelet svarar klienten {boss} först med långa motiveringar, tredje gången med en enda mening.',
      'Förlängningen av sjukskrivningen väckte skuld gentemot arbetskamraterna. Vi skiljer på medkänsla och det ansvar som är arbetsgivarens.',
      'Klienten hade sin första helg utan tankar på jobbet. På söndagskvällen kom ångesten tillbaka, men mildare.',
      'Ett trepartssamtal på företagshälsovården är bokat. Vi gör en lista över vad klienten vill säga och begränsar den till tre saker.',
      'Frågan om att byta jobb kommer upp. Vi löser den inte nu; klienten konstaterar att man inte ska fatta stora beslut när man är trött.',
    ],
    late: [
      'Deltidsarbetet har kommit i gång. Det är nu {boss} som begränsar {task}, och klienten håller fast vid att gå hem i tid.',
      'Klienten märkte att hen lovade för mycket och tog tillbaka löftet följande dag. Tidigare skulle arbetet ha gjorts på natten.',
      'Återhämtningen syns: det går att läsa en bok igen, och telefonen får ligga i tamburen om kvällarna.',
    ],
    homework: [
      {
        assign:
          'Hemuppgift: ta bort jobbmejlen från telefonen och ta tre skärmfria pauser om dagen.',
        done: 'Jobbmejlen är borta från telefonen och pauserna har blivit av de flesta dagar.',
        partly: 'Pauserna har blivit av, men mejlen var tillbaka i telefonen på onsdagen.',
      },
      {
        assign: 'Hemuppgift: varje kväll anteckna en sak som gav kraft och en som tog.',
        done: 'Kvällsanteckningarna visar att det mest kraftgivande är att göra något med händerna.',
        partly:
          'Det finns fyra kvällsanteckningar; det som tar kraft är lätt att hitta, det som ger går trögare.',
      },
      {
        assign: 'Hemuppgift: säga nej till en begäran under veckan, utan förklaring.',
        done: 'Klienten sade nej en gång, och ingenting farligt hände.',
        partly: 'Klienten sade ”jag ska fundera”, vilket redan är ett halvt steg.',
      },
    ],
  },
];
