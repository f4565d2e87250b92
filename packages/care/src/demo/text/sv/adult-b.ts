import type { Course } from '../bank.ts';

/** Swedish: grief, insomnia, social anxiety. */
export const adultB: readonly Course[] = [
  {
    key: 'grief',
    condition: 'Anpassningsstörning, sorgereaktion',
    variants: [
      { lost: 'moderns', who: 'modern', thing: 'stolen i köket' },
      { lost: 'makens', who: 'maken', thing: 'rocken i tamburen' },
      { lost: 'broderns', who: 'brodern', thing: 'cykeln i förrådet' },
    ],
    intake: [
      'Klienten söker hjälp efter {lost} död. Det har gått sju månader; utåt rullar vardagen på, men klienten beskriver sig som ”bakom glas”.',
      'Döden kom plötsligt och det fanns ingen tid för avsked. På begravningen skötte klienten arrangemangen och minns nästan ingenting.',
    ],
    early: [
      'Klienten berättar om {lost} sista vecka för första gången från början till slut. Berättelsen hackar, men hen vill fortsätta.',
      'Omgivningen väntar sig redan att det ska vara bra. Klienten har lärt sig svara ”jo tack” och gråta i bilen.',
      'Det som inte går att flytta är {thing}. Vi talar om vad det håller uppe och att det inte är någon brådska.',
      'Sömnen är orolig, och klienten vaknar till en kort stund då allt är som förut.',
    ],
    middle: [
      'Skulden samlas kring ett enda obesvarat samtal. Vi går igenom kvällen timme för timme utgående från vad klienten då kunde veta.',
      'Klienten har ett fotografi med sig. Hen berättar också om {lost} sämre sidor, och bilden av den döda blir mänskligt stor.',
      'Vi talar början av ett brev till den tomma stolen. Meningen ”jag är arg på dig” får allt att stanna, och sedan är gråten en annan.',
      'Sorgen går i vågor, och klienten har börjat se vad som väcker den: söndagar, en viss låt på radion och {thing}.',
      'Vi talar om sorgens två riktningar, mot förlusten och mot livet. Klienten ger sig lov att skratta utan att känna det som ett svek.',
      'Årsdagen närmar sig. Vi planerar med vem klienten vill vara och vad som får lämnas ogjort den dagen.',
    ],
    late: [
      'Klienten besökte graven ensam och dröjde sig kvar. Saknaden efter {who} finns kvar men slår inte längre undan benen.',
      'Det som inte gick att röra, {thing}, har fått en ny plats. Klienten gjorde det vid en tidpunkt som hen själv valde.',
      'Klienten talar om den kommande våren och märker att hen gör det. Vi är tysta en stund.',
    ],
    homework: [
      {
        assign:
          'Hemuppgift: skriva på ett brev som inte ska skickas, en kvart i taget, och sluta mitt i om det behövs.',
        done: 'Klienten har skrivit tre kvällar och läser upp ett stycke ur brevet.',
        partly: 'Av brevet finns än så länge bara hälsningen. Också den var viktig.',
      },
      {
        assign: 'Hemuppgift: be en människa lyssna, utan råd.',
        done: 'Klienten bad en vän lyssna, och vännen kunde vara tyst.',
        partly: 'Frågan blev inte ställd, men klienten vet nu till vem.',
      },
      {
        assign: 'Hemuppgift: ge sorgen en egen stund och plats två gånger i veckan.',
        done: 'Sorgestunderna har blivit av, och däremellan har det varit lättare att koncentrera sig.',
        partly:
          'Den ena stunden blev av; den andra försvann i vardagen, vilket klienten inte såg som någon skada.',
      },
    ],
  },
  {
    key: 'insomnia',
    condition: 'Icke-organisk sömnlöshet',
    variants: [
      { bed: 'klockan två', cause: 'nattskiften', evening: 'scrollandet av nyheter' },
      { bed: 'halv tre', cause: 'småbarnsåren', evening: 'kvällsjobbandet' },
      { bed: 'klockan ett', cause: 'en lång studievår', evening: 'spelandet' },
    ],
    intake: [
      'Sömnlösheten har pågått i över två år, ända sedan {cause}. Insomningen drar ut till {bed} och dagarna går i dimma.',
      'Sömnmedel har använts periodvis, och klienten vill bli av med dem. Organisk orsak är utesluten.',
    ],
    early: [
      'Enligt sömndagboken ligger klienten i sängen nio och en halv timme och sover knappt sex. Siffran överraskar.',
      'Oron för sömnen börjar redan på eftermiddagen. Till kvällen hör {evening}, som skjuter upp läggdags med ytterligare en timme.',
      'Vi går igenom sömnens två krafter, sömntryck och dygnsrytm. Klienten ritar vad en tupplur gör med den första.',
      'Sängen har blivit en plats att tänka på. Klienten märker hur hjärtat slår redan vid tandborstningen.',
    ],
    middle: [
      'Vi kommer överens om att begränsa tiden i sängen till sex timmar. Klienten fasar för veckan, och vi avtalar att hen inte kör bil när hen är trött.',
      'Den första begränsade veckan är över. Sömnen är djupare och uppvaknandena hälften så många, även om mornarna är tunga.',
      'Tanken ”om jag inte sover är morgondagen förstörd” prövas: det finns en dag som gick bra efter en dålig natt.',
      'På natten har klienten stigit upp som avtalat, läst i köket och lagt sig först sömnig. Två gånger hjälpte det, en gång inte.',
      'Kvällsvanan, {evening}, har flyttats en timme tidigare. I stället töms diskmaskinen, vilket lär vara mycket sövande.',
      'Orosstunden klockan sex känns klumpig men fungerar: på natten kan klienten säga sig att saken redan är nedskriven.',
    ],
    late: [
      'Sömneffektiviteten är nu 88 procent. Vi förlänger tiden i sängen med en kvart i veckan.',
      'Två dåliga nätter i följd startade inte längre en ond cirkel. Klienten höll rytmen och väntade.',
      'Sömnmedlet har varit borta i en månad enligt läkarens anvisning. Knepen hänger på kylskåpsdörren.',
    ],
    homework: [
      {
        assign: 'Hemuppgift: sömndagbok varje morgon, ingen blick på klockan om natten.',
        done: 'Sömndagboken är ifylld varje morgon och klockan vänd mot väggen.',
        partly: 'Sömndagboken har luckor kring helgen, då rytmen sprack.',
      },
      {
        assign: 'Hemuppgift: stiga upp vid samma tid, också på helgen.',
        done: 'Uppstigningstiden höll också på söndagen, och insomningen har blivit tidigare.',
        partly: 'På vardagar höll tiden, på lördagen sov klienten till middag.',
      },
      {
        assign:
          'Hemuppgift: stiga upp om sömnen inte kommer på ungefär en kvart, och återvända först sömnig.',
        done: 'Klienten har stigit upp tre nätter och märkt att vridandet i sängen inte längre tar timmar.',
        partly: 'Att lämna det varma täcket har varit svårt; det lyckades en natt av fyra.',
      },
    ],
  },
  {
    key: 'social',
    condition: 'Social fobi',
    variants: [
      { scene: 'på möten', fear: 'rösten ska skaka', step: 'att ställa en fråga' },
      { scene: 'på föreläsningar', fear: 'ansiktet ska rodna', step: 'att begära ordet' },
      {
        scene: 'i kafferummet',
        fear: 'händerna ska darra',
        step: 'att sätta sig vid de andras bord',
      },
    ],
    intake: [
      'Klienten har varit nervös inför andra sedan högstadiet. I dag märks rädslan mest {scene}: hen är rädd att {fear} och att alla ska se det.',
      'Bakom finns ett föredrag i skolan som möttes av skratt. Minnet är skarpt och berättas med blicken i golvet.',
    ],
    early: [
      'Vi ritar rädslans cirkel: uppmärksamheten vänds inåt, klienten iakttar sig själv och hör till slut bara sin egen röst. Av det som sker {scene} minns hen bara hur det kändes.',
      'Säkerhetsbeteendena är många: att öva in meningar, hålla koppen med båda händerna, sitta längst bak. De drar blicken just till det som klienten är rädd för.',
      'Efteråt ältar klienten i timmar. Meningar som ingen annan minns rättas till långt in på kvällen.',
      'Det som klienten fruktar mest är att {fear}. Jag frågar vad som skulle hända då, och svaret leder till en skam som vi ännu inte öppnar mer.',
    ],
    middle: [
      'Vi övar på att flytta uppmärksamheten: klienten lyssnar först på sin egen röst, sedan på ljuden i rummet. Andra gången är rädslan hälften så stor.',
      'Vi ser på en två minuters inspelning. Förutsägelsen var att {fear}, men på filmen syns en vanlig människa som talar lite snabbt.',
      'Beteendeexperimentet var {step} utan säkerhetsbeteenden. Förutsägelsen ”de byter blickar” slog inte in; någon fortsatte på ämnet.',
      'Vi bearbetar skolminnet i fantasin. Dagens vuxna stiger in i klassrummet och säger det som ingen sade då.',
      'Under veckan undvek klienten en situation och märkte det själv genast. Lättnaden varade en timme, besvikelsen hela kvällen.',
      'Klienten gjorde ett medvetet misstag och frågade om något som nyss hade sagts. Ingen reagerade, vilket nästan var förolämpande, säger hen och skrattar.',
    ],
    late: [
      'Det är fortfarande obekvämt {scene}, men det styr inte veckan längre. Klienten har slutat öva in meningar.',
      'Klienten höll ett kort tal på en fest. Rädslan att {fear} fanns där, men hen talade till punkt och stannade kvar.',
      'Vi gör en lista över situationer som klienten vill fortsätta söka upp, så att rädslan inte smyger sig tillbaka.',
    ],
    homework: [
      {
        assign: 'Hemuppgift: {step} två gånger under veckan, med uppmärksamheten på de andra.',
        done: 'Uppgiften, {step}, blev av två gånger, och andra gången blev ältandet kort.',
        partly:
          'Uppgiften ({step}) blev av en gång; den andra gången märkte klienten att hen sökte en orsak att låta bli.',
      },
      {
        assign:
          'Hemuppgift: skriva en förutsägelse före situationen och efteråt vad som faktiskt hände.',
        done: 'Det finns fem förutsägelser och ingen som slog in. Klienten ser länge på tabellen.',
        partly: 'Förutsägelserna finns, utfallen saknas; vi fyller i dem tillsammans.',
      },
      {
        assign: 'Hemuppgift: avbryta ältandet efter tio minuter och göra något med händerna.',
        done: 'Ältandet har hållit sig inom tiden de flesta kvällar.',
        partly:
          'Det gick att avbryta ältandet två gånger; andra kvällar fortsatte det tills klienten somnade.',
      },
    ],
  },
];
