import type { Bank } from '../bank.ts';

/** Finnish: what every note may need, whatever the course. */
export const common: Omit<Bank, 'courses'> = {
  titles: {
    intake: 'Ensikäynti',
    session: 'Terapiakäynti',
    review: 'Väliarvio',
    closing: 'Päätöskäynti',
    visit: { centre: 'Vastaanottokäynti', remote: 'Etävastaanotto', phone: 'Puhelinkäynti' },
  },
  headings: { course: 'Käynnin kulku', work: 'Työskentely', plan: 'Suunnitelma' },
  arrivalFirst: [
    'Asiakas saapuu ensikäynnille ajoissa. Kerron vaitiolosta, kirjaamisesta ja siitä, kuka tietoja näkee.',
    'Tutustumme rauhassa. Sovimme käytännöistä ja siitä, miten asiakas voi perua ajan tai olla yhteydessä käyntien välillä.',
  ],
  arrival: [
    'Asiakas saapuu sovitusti ja istuu tutulle paikalleen.',
    'Asiakas tulee ajoissa ja aloittaa itse kertomalla viikostaan.',
    'Asiakas saapuu muutaman minuutin myöhässä, pahoittelee ja rauhoittuu nopeasti.',
    'Asiakas saapuu väsyneen oloisena, mutta sanoo odottaneensa käyntiä.',
    'Asiakas kertoo heti aluksi pienestä onnistumisesta.',
    'Asiakas on edellisen käynnin jälkeen kirjannut ajatuksiaan ja ottaa vihkon esiin.',
    'Alussa asiakas on vaitelias, ja annan tilaa aloittaa omaan tahtiin.',
  ],
  arrivalFromWork: [
    'Asiakas tulee suoraan töistä ja pyytää hetken hengähtää ennen kuin aloitetaan.',
  ],
  arrivalRemote: [
    'Etäkäynti videoyhteydellä. Asiakas on kotona omassa huoneessaan, yhteys toimii hyvin.',
    'Tapaamme videoyhteydellä. Varmistamme aluksi, että asiakas on yksin ja voi puhua rauhassa.',
    'Videovastaanotto. Yhteys pätkii alussa, mutta korjaantuu, eikä häiritse työskentelyä.',
  ],
  arrivalPhone: [
    'Käynti toteutuu puhelimitse, koska asiakas on flunssassa. Puhe on rauhallista ja jäsentynyttä.',
    'Puhelinkäynti asiakkaan toiveesta. Sovimme aluksi, mistä asiakas soittaa ja kuka voi kuulla.',
  ],
  presence: [
    'Mieliala vaikuttaa neutraalilta, kontakti on hyvä ja puhe johdonmukaista.',
    'Kontakti on lämmin, katse hakeutuu välillä ikkunaan vaikeista asioista puhuttaessa.',
    'Olemus on jännittynyt, hartiat koholla; hengitys tasaantuu käynnin aikana.',
    'Asiakas itkee hetken, mutta pystyy jatkamaan ja sanoo itkun helpottavan.',
    'Mieliala on laskenut, puhe hidasta, mutta ajatus kulkee selkeästi.',
    'Asiakas vaikuttaa ärtyneeltä ja osaa itse sanoa, ettei ärtymys liity tähän tapaamiseen.',
  ],
  presenceLater: [
    'Ilmeikkyyttä on enemmän kuin aiemmin, ja asiakas nauraa pari kertaa.',
    'Asiakas on valpas ja motivoitunut, ja palaa itse edellisen kerran aiheeseen.',
    'Kontakti on viime kertaa avoimempi, ja hiljaisuudetkin ovat levollisia.',
  ],
  methods: [
    'Jäsennämme tilanteen ajatusten, tunteiden, kehon tuntemusten ja toiminnan ketjuna. Asiakas piirtää ketjun itse paperille ja tunnistaa kohdan, jossa voisi toimia toisin.',
    'Teemme lyhyen tietoisuustaitoharjoituksen. Asiakas huomaa ajatusten vaeltavan ja palaavan, ja kuvaa olonsa harjoituksen jälkeen tilavammaksi.',
    'Tutkimme automaattista ajatusta sokraattisin kysymyksin. Asiakas löytää kaksi vaihtoehtoista selitystä, joista toiseen hän uskoo noin puoliksi.',
    'Kokeilemme tuolityöskentelyä, jossa asiakas vastaa sisäiselle kriitikolleen. Ääni vahvistuu harjoituksen edetessä, ja asiakas yllättyy siitä itsekin.',
    'Nimeämme yhdessä tunteita tunnesanaston avulla. Pelkän ”pahan olon” alta erottuvat pettymys ja häpeä, joista jälkimmäisestä on vaikeampi puhua.',
    'Käytämme janaa vointien vertailuun: asiakas sijoittaa nykyisen vointinsa kohtaan {scaleNow} asteikolla nollasta kymmeneen ja pohtii, mistä yhden askeleen paremman tunnistaisi.',
    'Validoin asiakkaan kokemusta ja kuvaan, miten ymmärrettävä reaktio on siihen nähden, mitä hän on aiemmin oppinut. Asiakas sanoo kuulevansa tämän ensimmäistä kertaa.',
    'Käymme läpi arvoja korttien avulla. Tärkeimmiksi nousevat läheiset, rehellisyys ja oma aika; viimeiselle ei ole jäänyt arjessa sijaa.',
    'Harjoittelemme rauhoittavaa hengitystä, jossa uloshengitys on sisäänhengitystä pidempi. Asiakas saa harjoituksesta kirjallisen ohjeen.',
    'Teemme mielikuvaharjoituksen turvallisesta paikasta. Asiakas valitsee lapsuuden mökkirannan ja saa kehoonsa selvän rentouden tunteen.',
    'Katsomme yhdessä, mikä on asiakkaan vastuulla ja mikä ei. Asiakas jakaa vastuuta ympyrädiagrammin avulla, ja oma osuus pienenee selvästi siitä, mitä hän alussa arvioi.',
    'Otan puheeksi sen, mitä huoneessa juuri nyt tapahtuu: asiakas hymyilee kertoessaan raskaasta asiasta. Hän tunnistaa tavan tutuksi ja vanhaksi.',
  ],
  guardians: [
    'Huoltaja on mukana ensimmäiset kymmenen minuuttia, jonka jälkeen jatkamme nuoren kanssa kahden.',
    'Sovimme nuoren kanssa, mitä huoltajalle kerrotaan tästä käynnistä, ja hän saa itse valita sanat.',
    'Huoltaja odottaa aulassa. Nuori toivoo, että käynnin sisältö jää hänen ja terapeutin väliseksi.',
  ],
  minorDecides: {
    yes: 'Arvioin, että nuori kykenee ikäänsä ja kehitystasoonsa nähden päättämään hoidostaan ja tietojensa luovuttamisesta tällä käynnillä.',
    no: 'Arvioin, ettei lapsi vielä tällä käynnillä kykene päättämään hoidostaan, joten asioista sovitaan yhdessä huoltajan kanssa.',
  },
  scaleFirst: [
    '{scale} täytettiin käynnin alussa: {score} pistettä. Tulos käydään läpi yhdessä ja se vastaa asiakkaan omaa arviota.',
    'Lähtötaso {scale}-kyselyllä on {score} pistettä.',
  ],
  scaleLower: [
    '{scale} on nyt {score} pistettä, edellisellä kerralla {before}. Suunta on oikea, ja asiakas tunnistaa muutoksen arjessa.',
    'Kyselyn ({scale}) pistemäärä on laskenut lukemasta {before} lukemaan {score}.',
  ],
  scaleHigher: [
    '{scale} on {score} pistettä (edellisellä kerralla {before}). Nousu liittyy kuluneisiin viikkoihin, eikä asiakas koe sitä romahduksena.',
    '{scale} nousi lukemasta {before} lukemaan {score}; puhumme siitä, että toipuminen ei kulje suorassa linjassa.',
  ],
  risk: [
    'Itsetuhoisia ajatuksia kysytään suoraan: asiakas kieltää ne.',
    'Ei viitteitä itsetuhoisuudesta eikä päihteiden liikakäytöstä.',
    'Turvallisuus arvioitu keskustellen, akuuttia vaaraa ei ole.',
  ],
  noHomework: [
    'Välitehtävää ei tällä kertaa anneta, asiakas toivoo lepoa.',
    'Sovimme, että asiakas vain tarkkailee viikkoaan ilman tehtävää.',
  ],
  next: [
    'Seuraava käynti {when}.',
    'Jatkamme {when} samasta teemasta.',
    'Uusi aika on varattu {when}; asiakas ilmoittaa, jos vointi sitä ennen heikkenee.',
  ],
  when: { 1: ['viikon kuluttua', 'ensi viikolla samaan aikaan'], 2: ['kahden viikon kuluttua'] },
  closing: [
    'Käymme läpi yhdessä kuljetun matkan ja sen, mikä on auttanut. Asiakas kuvaa muutosta sanoilla ”en enää pelkää omaa oloani”.',
    'Hoitojakso päättyy sovitusti. Laadimme lyhyen suunnitelman siitä, mistä merkeistä asiakas tunnistaa tilanteen vaikeutuvan ja mitä hän silloin tekee.',
    'Jätämme hyvästit rauhassa. Asiakas tietää, miten vastaanottoon voi myöhemmin olla yhteydessä.',
  ],
  amendments: [
    {
      reason: 'Kirjausvirheen korjaus',
      forAll: true,
      adds: 'Korjaus: kyselyn tulos tarkistettu lomakkeesta ja todettu oikeaksi; aiempi sanamuoto oli epätarkka.',
    },
    {
      reason: 'Täydennys samana päivänä',
      forAll: false,
      adds: 'Lisäys: asiakas soitti käynnin jälkeen ja kertoi varanneensa ajan työterveyslääkärille, kuten käynnillä puhuttiin.',
    },
  ],
  relations: ['äiti', 'isä', 'huoltaja'],
};
