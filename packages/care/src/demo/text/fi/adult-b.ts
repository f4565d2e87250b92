import type { Course } from '../bank.ts';

/** Finnish: grief, insomnia, social anxiety. */
export const adultB: readonly Course[] = [
  {
    key: 'grief',
    condition: 'Sopeutumishäiriö, surureaktio',
    variants: [
      { lost: 'äidin', thing: 'keittiön tuoli' },
      { lost: 'puolison', thing: 'takki eteisessä' },
      { lost: 'veljen', thing: 'pyörä varastossa' },
    ],
    intake: [
      'Asiakas hakee apua {lost} kuoleman jälkeen. Kuolemasta on kulunut seitsemän kuukautta, ja arki pyörii ulkoisesti, mutta asiakas kuvaa olevansa ”lasin takana”.',
      'Kuolema tuli äkillisesti, eikä hyvästejä ehditty jättää. Hautajaisissa asiakas hoiti järjestelyt eikä muista niistä juuri mitään.',
    ],
    early: [
      'Asiakas kertoo {lost} viimeisestä viikosta ensimmäistä kertaa alusta loppuun. Kertomus katkeilee, mutta hän haluaa jatkaa.',
      'Ympäristö odottaa jo toipumista. Asiakas on oppinut vastaamaan ”ihan hyvää” ja itkemään autossa.',
      'Esine, jota ei voi siirtää, on {thing}. Puhumme siitä, mitä se kannattelee ja ettei sen kanssa ole kiire.',
      'Uni on katkonaista, ja asiakas herää siihen, että hetken verran kaikki on ennallaan.',
    ],
    middle: [
      'Syyllisyys keskittyy yhteen vastaamatta jääneeseen puheluun. Käymme illan läpi tunti tunnilta siltä kannalta, mitä asiakas silloin saattoi tietää.',
      'Asiakas toi valokuvan. Hän kertoo {lost} huonostakin puolesta, ja kuva surtavasta muuttuu ihmisen kokoiseksi.',
      'Kirjoitamme tyhjälle tuolille puhutun kirjeen alun. Lause ”olen sinulle vihainen” pysäyttää, ja sen jälkeen itku on toisenlaista.',
      'Suru kulkee aaltoina, ja asiakas on alkanut erottaa, mikä sen laukaisee: sunnuntait, tietty kappale radiossa ja {thing}.',
      'Puhumme kaksisuuntaisesta surusta: välillä menetystä kohti, välillä elämään päin. Asiakas antaa itselleen luvan nauraa ilman pettämisen tunnetta.',
      'Vuosipäivä lähestyy. Suunnittelemme, kenen kanssa asiakas sen viettää ja mitä siltä päivältä saa jättää tekemättä.',
    ],
    late: [
      'Asiakas kävi haudalla yksin ja viipyi. {lost} ikävä on tallella, mutta se ei enää vie jalkoja alta.',
      'Nyt {thing} on saanut uuden paikan. Asiakas teki sen itse valitsemallaan hetkellä.',
      'Asiakas puhuu tulevasta keväästä ja huomaa puhuvansa siitä. Hiljenemme hetkeksi sen äärelle.',
    ],
    homework: [
      {
        assign:
          'Välitehtävä: kirjoittaa kirje, jota ei lähetetä, vartti kerrallaan ja lopettaa kesken, jos on pakko.',
        done: 'Kirjettä on kirjoitettu kolmena iltana, ja asiakas lukee siitä käynnillä yhden kappaleen.',
        partly: 'Kirjeestä on syntynyt vasta tervehdys. Sekin oli tärkeä.',
      },
      {
        assign: 'Välitehtävä: pyytää yhtä ihmistä kuuntelemaan, ilman neuvoja.',
        done: 'Asiakas pyysi ystävää kuuntelemaan, ja ystävä osasi olla hiljaa.',
        partly: 'Pyyntö jäi esittämättä, mutta asiakas tietää nyt, kenelle sen esittäisi.',
      },
      {
        assign: 'Välitehtävä: varata surulle oma hetki ja tila kahdesti viikossa.',
        done: 'Surun hetket ovat toteutuneet, ja muina aikoina keskittyminen on ollut helpompaa.',
        partly:
          'Toinen hetkistä toteutui; toinen hukkui arkeen, mitä asiakas ei pitänyt vahinkona.',
      },
    ],
  },
  {
    key: 'insomnia',
    condition: 'Ei-elimellinen unettomuus',
    variants: [
      { bed: 'kello kahteen', cause: 'yövuorojen', evening: 'uutisten selaaminen' },
      {
        bed: 'puoli kolmeen',
        cause: 'pienen lapsen valvottamien vuosien',
        evening: 'töiden viimeistely',
      },
      { bed: 'kello yhteen', cause: 'pitkän opiskelukevään', evening: 'pelaaminen' },
    ],
    intake: [
      'Unettomuus on jatkunut {cause} jälkeen kolmatta vuotta. Nukahtaminen venyy tavallisesti {bed}, ja päivät kuluvat sumussa.',
      'Unilääkettä on käytetty jaksoittain, ja asiakas haluaisi päästä siitä eroon. Elimellinen syy on suljettu pois.',
    ],
    early: [
      'Unipäiväkirjan mukaan sängyssä ollaan keskimäärin yhdeksän ja puoli tuntia, unta kertyy vajaat kuusi. Luku yllättää asiakkaan.',
      'Huoli unesta alkaa jo iltapäivällä. Illan rutiinina on {evening}, joka siirtää nukkumaanmenoa vielä tunnilla.',
      'Käymme läpi unen säätelyn kaksi voimaa, unipaineen ja vuorokausirytmin. Asiakas piirtää, mitä päiväunet tekevät ensimmäiselle.',
      'Sängystä on tullut paikka, jossa ajatellaan. Asiakas kuvaa sydämen alkavan lyödä jo hampaita pestessä.',
    ],
    middle: [
      'Sovimme vuoteessaoloajan rajaamisesta kuuteen tuntiin. Asiakas pelkää viikkoa etukäteen, ja sovimme, ettei hän aja autoa väsyneenä.',
      'Ensimmäinen rajattu viikko on takana. Uni on syventynyt, ja heräämisiä on puolet aiemmasta, vaikka aamut ovat raskaita.',
      'Ajatus ”jos en nuku, huominen on pilalla” testataan: viikosta löytyy päivä, joka huonon yön jälkeen sujui.',
      'Yöllä asiakas on noussut sängystä sovitusti, lukenut keittiössä ja palannut vasta unisena. Kahdesti se auttoi, kerran ei.',
      'Illan {evening} on siirtynyt tunnin aiemmaksi. Tilalle tuli pesukoneen tyhjennys, joka kuulemma nukuttaa oikein hyvin.',
      'Huolihetki kello kuusi on koettu kömpelöksi, mutta toimivaksi: yöllä voi sanoa itselleen, että asia on jo kirjattu.',
    ],
    late: [
      'Unitehokkuus on nyt 88 prosenttia. Pidennämme vuoteessaoloaikaa vartilla viikossa.',
      'Kahden huonon yön sarja ei enää käynnistänyt kierrettä. Asiakas piti rytmistä kiinni ja odotti.',
      'Unilääke on ollut poissa kuukauden lääkärin ohjeen mukaan. Asiakas säilyttää keinot kirjattuna jääkaapin ovessa.',
    ],
    homework: [
      {
        assign: 'Välitehtävä: unipäiväkirja joka aamu, ei kellon katsomista yöllä.',
        done: 'Unipäiväkirja on täytetty jokaisena aamuna, ja kello on käännetty seinään päin.',
        partly: 'Unipäiväkirjassa on aukkoja viikonlopun kohdalla, jolloin rytmi karkasi.',
      },
      {
        assign: 'Välitehtävä: nousta aina samaan aikaan, myös viikonloppuna.',
        done: 'Nousuaika piti myös sunnuntaina, ja nukahtaminen on aikaistunut.',
        partly: 'Arkena nousuaika piti, lauantaina uni jatkui puoleenpäivään.',
      },
      {
        assign: 'Välitehtävä: nousta ylös, jos uni ei tule noin vartissa, ja palata vasta unisena.',
        done: 'Asiakas on noussut kolmena yönä ja huomannut, ettei sängyssä pyöriminen enää kestä tunteja.',
        partly:
          'Lämpimästä peitosta nouseminen on ollut vaikeaa; se onnistui yhtenä yönä neljästä.',
      },
    ],
  },
  {
    key: 'social',
    condition: 'Sosiaalisten tilanteiden pelko',
    variants: [
      { scene: 'kokouksissa', fear: 'ääni alkaa täristä', step: 'yhden kysymyksen esittäminen' },
      { scene: 'luennoilla', fear: 'kasvot punehtuvat', step: 'puheenvuoron pyytäminen' },
      { scene: 'kahvihuoneessa', fear: 'kädet tärisevät', step: 'istuminen muiden pöytään' },
    ],
    intake: [
      'Asiakas on jännittänyt ihmisten edessä yläasteelta asti. Nyt pelko näkyy eniten {scene}: hän pelkää, että {fear} ja kaikki huomaavat.',
      'Taustalla on koulussa luettu esitelmä, jolle naurettiin. Muisto on tarkka, ja asiakas kertoo siitä katse lattiassa.',
    ],
    early: [
      'Piirrämme pelon kehän: huomio kääntyy sisäänpäin, asiakas seuraa itseään ja lopulta kuulee vain oman äänensä. Tilanteista {scene} jää mieleen vain se, miltä itsestä tuntui.',
      'Turvakeinoja löytyy paljon: lauseiden harjoittelu etukäteen, kuppi kaksin käsin, paikka takarivissä. Ne vievät huomion juuri siihen, mitä asiakas pelkää.',
      'Jälkipuinti kestää tunteja. Kotona asiakas käy tilannetta läpi lause lauseelta ja korjaa sanoja, joita kukaan muu ei muista.',
      'Pelätyin asia on, että {fear}. Kysyn, mitä silloin tapahtuisi, ja vastaus vie häpeään, jota emme vielä avaa enempää.',
    ],
    middle: [
      'Teemme huomion siirtämisen harjoituksen: asiakas kuuntelee ensin omaa ääntään, sitten huoneen ääniä. Jälkimmäisellä kerralla pelko on puolta pienempi.',
      'Katsomme videolta kahden minuutin puheen. Asiakas odotti näkevänsä, että {fear}, mutta näkee tavallisen ihmisen, joka puhuu hieman nopeasti.',
      'Käyttäytymiskokeena oli {step} ilman turvakeinoja. Ennuste ”ne vaihtavat katseita” ei toteutunut; joku jatkoi aiheesta.',
      'Käsittelemme koulumuistoa mielikuvassa uudelleen. Nykyinen aikuinen astuu luokkaan ja sanoo sen, mitä kukaan ei silloin sanonut.',
      'Viikolla asiakas vältti yhtä tilannetta ja huomasi sen itse heti. Helpotus kesti tunnin, pettymys illan.',
      'Asiakas kokeili tahallista virhettä: kysyi asiaa, joka oli juuri sanottu. Kukaan ei reagoinut, mikä oli melkein loukkaavaa, hän nauraa.',
    ],
    late: [
      'Tilanteet {scene} ovat edelleen epämukavia, mutta eivät enää ohjaa viikkoa. Asiakas on lakannut harjoittelemasta lauseita.',
      'Asiakas piti lyhyen puheen juhlissa. Vaikka {fear}, hän jatkoi loppuun ja jäi vielä keskustelemaan.',
      'Laadimme listan tilanteista, joihin asiakas haluaa mennä jatkossakin, jotta pelko ei pääse hiipimään takaisin.',
    ],
    homework: [
      {
        assign: 'Välitehtävä: {step} kahdesti viikon aikana, huomio muissa eikä itsessä.',
        done: 'Sovittu tehtävä, {step}, toteutui kahdesti, ja toisella kerralla jälkipuinti jäi lyhyeksi.',
        partly:
          'Tehtävä ({step}) toteutui kerran; toisella kerralla asiakas huomasi etsivänsä syytä perua.',
      },
      {
        assign:
          'Välitehtävä: kirjoittaa ennen tilannetta ennuste ja sen jälkeen, mitä oikeasti tapahtui.',
        done: 'Ennusteita on viisi, toteutuneita nolla. Asiakas katsoo taulukkoa pitkään.',
        partly: 'Ennusteet on kirjattu, toteumat puuttuvat; täydennämme ne yhdessä.',
      },
      {
        assign:
          'Välitehtävä: lopettaa jälkipuinti kymmenen minuutin kohdalla ja siirtyä tekemään jotain käsillä.',
        done: 'Jälkipuinti on pysynyt sovitussa ajassa useimpina iltoina.',
        partly: 'Jälkipuinnin rajaaminen onnistui kahdesti, muina iltoina se jatkui nukahtamiseen.',
      },
    ],
  },
];
