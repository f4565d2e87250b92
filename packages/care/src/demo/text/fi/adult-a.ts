import type { Course } from '../bank.ts';

/** Finnish: panic, depression, burnout. */
export const adultA: readonly Course[] = [
  {
    key: 'panic',
    condition: 'Paniikkihäiriö',
    variants: [
      {
        inPlace: 'lähijunassa',
        fromPlace: 'lähijunasta',
        toPlace: 'lähijunaan',
        other: 'puolisoaan',
      },
      {
        inPlace: 'kauppakeskuksessa',
        fromPlace: 'kauppakeskuksesta',
        toPlace: 'kauppakeskukseen',
        other: 'sisartaan',
      },
      {
        inPlace: 'neuvotteluhuoneessa',
        fromPlace: 'neuvotteluhuoneesta',
        toPlace: 'neuvotteluhuoneeseen',
        other: 'työpariaan',
      },
    ],
    intake: [
      'Asiakas hakeutuu terapiaan toistuvien paniikkikohtausten vuoksi. Ensimmäinen kohtaus tuli {inPlace} noin vuosi sitten, ja sen jälkeen elämänpiiri on vähitellen kaventunut.',
      'Päivystyksessä sydän on tutkittu ja todettu terveeksi, mutta pelko sairauskohtauksesta palaa etenkin {inPlace}.',
    ],
    early: [
      'Viimeisin kohtaus tuli {inPlace}: sydän hakkasi, kädet puutuivat ja mielessä oli vain ajatus pois pääsemisestä. Asiakas poistui heti, ja olo helpottui muutamassa minuutissa.',
      'Kartoitamme välttämistä. Asiakas on alkanut suunnitella päivänsä niin, ettei joudu yksin {toPlace}, ja pyytää usein {other} mukaansa.',
      'Puhumme siitä, miten hälytysjärjestelmä toimii ja miksi oireet tuntuvat vaarallisilta, vaikka eivät ole. Selitys tuntuu asiakkaasta uskottavalta ”päässä, muttei vielä kehossa”.',
      'Asiakas tarkkailee sykettään kellosta kymmeniä kertoja päivässä. Huomaamme, että tarkkailu itsessään nostaa levottomuutta.',
    ],
    middle: [
      'Rakennamme altistusportaat. Alimmalla portaalla on oven lähellä seisominen, ylimmällä puoli tuntia {inPlace} ilman seuraa tai puhelinta.',
      'Asiakas kertoo olleensa {inPlace} kaksitoista minuuttia. Pelko nousi kahdeksaan, mutta laski kolmeen ilman että hän teki asialle mitään.',
      'Teemme vastaanotolla hengitysaltistuksen: minuutti nopeaa hengitystä tuottaa tutun huimauksen. Asiakas toteaa, että tunne on sama kuin {inPlace}, ja että se menee ohi.',
      'Turvakäyttäytymisenä tunnistamme vesipullon, kuulokkeet ja paikan valitsemisen oven vierestä. Asiakas valitsee itse, mistä luopuu ensin.',
      'Kohtauksen pelko on alkanut siirtyä pelosta kuolla pelkoon nolata itsensä. Tutkimme, mitä muut todella näkevät ja mitä asiakas olettaa heidän näkevän.',
      'Viikolla tuli takapakki: asiakas kääntyi pois {fromPlace} jo ovella. Käsittelemme sitä tietona eikä epäonnistumisena ja palaamme portaan alaspäin.',
    ],
    late: [
      'Asiakas on kulkenut {inPlace} viikon ajan lähes päivittäin. Jännitystä on, mutta hän kuvaa sitä taustahälyksi.',
      'Kohtauksia ei ole ollut kuukauteen. Puhumme siitä, mitä asiakas tekee, jos sellainen vielä tulee, ja hän osaa luetella keinot ulkoa.',
      'Asiakas teki yksin matkan, jota ei olisi vuosi sitten pitänyt mahdollisena. Ketään ei ollut mukana, eikä ketään tarvittu.',
    ],
    homework: [
      {
        assign:
          'Välitehtävä: käydä kolmesti {inPlace} sen ajan, että pelko ehtii laskea puoleen, ja merkitä luvut korttiin.',
        done: 'Asiakas on käynyt kolmesti {inPlace} ja merkinnyt pelon määrän korttiin; luvut laskevat kerta kerralta.',
        partly:
          'Kolmesta sovitusta altistuksesta toteutui yksi. Kaksi jäi väliin, kun väsymys teki kynnyksestä korkean.',
      },
      {
        assign:
          'Välitehtävä: kirjata kohtauksista tilanne, ensimmäinen ajatus, voimakkuus ja kesto.',
        done: 'Kohtauspäiväkirjassa on kaksi merkintää, joista näkyy, että kumpikin meni ohi alle kymmenessä minuutissa.',
        partly:
          'Kohtauspäiväkirja on täytetty vain osittain; asiakas pelkäsi kirjaamisen tuovan kohtauksen takaisin.',
      },
      {
        assign: 'Välitehtävä: jättää sykemittari pois ranteesta päiväsaikaan.',
        done: 'Sykemittari on ollut laatikossa viisi päivää, ja vapautuneen olon huomasivat muutkin.',
        partly:
          'Sykemittari oli pois kaksi päivää, kunnes huono yö sai asiakkaan ottamaan sen takaisin.',
      },
    ],
  },
  {
    key: 'depression',
    condition: 'Keskivaikea masennustila',
    variants: [
      { hobby: 'kuorolaulu', hobbyGen: 'kuoron', hobbyIll: 'kuoroon', who: 'vanha opiskelukaveri' },
      { hobby: 'metsässä kulkeminen', hobbyGen: 'metsälenkkien', hobbyIll: 'metsään', who: 'veli' },
      { hobby: 'keramiikka', hobbyGen: 'keramiikkapajan', hobbyIll: 'pajalle', who: 'naapuri' },
    ],
    intake: [
      'Asiakas kuvaa mielialan laskeneen vähitellen viime syksystä. Aamut ovat raskaimpia, ja aiemmin tärkeä {hobby} on jäänyt kokonaan.',
      'Taustalla on yksi aiempi masennusjakso opiskeluaikana. Lääkitys on aloitettu perusterveydenhuollossa, ja asiakas toivoo nyt keskustelua sen rinnalle.',
    ],
    early: [
      'Päivistä piirtyy kaavio, jossa on nukkumista, ruudun katselua ja velvollisuuksia. Mielihyvää tuottavia hetkiä asiakas löytää viikosta kaksi, molemmat lyhyitä.',
      'Asiakas sanoo olevansa ”laiska”. Puhumme masennuksen vaikutuksesta aloitekykyyn ja siitä, että toimiminen tulee usein ennen halua eikä päinvastoin.',
      'Syyllisyys nousee esiin: asiakas kokee olevansa läheisilleen taakka, vaikka {who} on toistuvasti pyytänyt seuraksi.',
      'Ruokahalu on heikko, ja asiakas on jättänyt lounaan väliin useimpina päivinä. Sovimme, että perusasiat ovat osa hoitoa.',
    ],
    middle: [
      'Asiakas lähti {hobbyIll} ensimmäisen kerran puoleen vuoteen. Ennakko-odotus oli kaksi, toteutunut mielihyvä viisi; ero on asiakkaalle yllätys.',
      'Käsittelemme ydinuskomusta ”en riitä”. Sen juuret löytyvät kodista, jossa kiitosta sai vain suorituksesta.',
      'Vatvominen vie iltaisin tunteja. Erotamme toisistaan ongelmanratkaisun ja märehtimisen ja harjoittelemme vatvomiselle varattua aikaa.',
      'Viha nousee ensi kertaa selvänä. Asiakas säikähtää sitä, mutta huomaa, että vihaisena väsymys väistyy.',
      'Asiakas on vastannut viestiin, jonka {who} lähetti viikkoja sitten. Yhteydenotto oli helpompi kuin sen välttely.',
      'Viikko on ollut raskas, ja asiakas peruutti yhden sovitun menon. Tarkastelemme, mitä hän sanoi itselleen sen jälkeen, ja muotoilemme lauseen uudelleen ystävän äänellä.',
    ],
    late: [
      'Aamut ovat keventyneet. Asiakas on palannut {hobbyGen} rytmiin ja sanoo, että arjessa on taas ”jotain mitä odottaa”.',
      'Kirjaamme varhaiset varomerkit: peruuttelu, yöllinen selaaminen ja vastaamattomat viestit. Asiakas päättää, kenelle niistä kertoo.',
      'Sisäinen kriitikko on yhä olemassa, mutta asiakas kuvaa sitä radioksi toisessa huoneessa.',
    ],
    homework: [
      {
        assign:
          'Välitehtävä: kaksi etukäteen kalenteriin merkittyä mielihyvää tuottavaa tekemistä, kumpikin enintään puoli tuntia.',
        done: 'Molemmat kalenteriin merkityt tekemiset toteutuivat, toinen sateesta huolimatta.',
        partly:
          'Kahdesta suunnitellusta tekemisestä toinen toteutui. Toisen kohdalla ajatus ”ei siitä kuitenkaan mitään tule” vei voiton.',
      },
      {
        assign:
          'Välitehtävä: ajatuspäiväkirja kolmesta hetkestä, jolloin mieliala laskee äkillisesti.',
        done: 'Ajatuspäiväkirjassa on kolme hyvin kuvattua tilannetta, joissa toistuu sama lause riittämättömyydestä.',
        partly: 'Ajatuspäiväkirja jäi yhteen merkintään, mutta se yksi avaa paljon.',
      },
      {
        assign: 'Välitehtävä: nousta arkisin samaan aikaan ja mennä kymmeneksi minuutiksi ulos.',
        done: 'Aamukävely on toteutunut neljänä arkiaamuna viidestä.',
        partly:
          'Aamukävely onnistui kahdesti; muina aamuina uni voitti, mutta nousuaika on silti aikaistunut.',
      },
    ],
  },
  {
    key: 'burnout',
    condition: 'Työuupumus',
    variants: [
      { work: 'koululla', boss: 'rehtori', bossAll: 'rehtorille', task: 'arviointien' },
      {
        work: 'osastolla',
        boss: 'osastonhoitaja',
        bossAll: 'osastonhoitajalle',
        task: 'lisävuorojen',
      },
      {
        work: 'ohjelmistotalossa',
        boss: 'tiiminvetäjä',
        bossAll: 'tiiminvetäjälle',
        task: 'päivystysten',
      },
    ],
    intake: [
      'Asiakas on ollut kolme viikkoa sairauslomalla työuupumuksen vuoksi. Kuorma {work} on kasvanut kahden vuoden ajan, ja {task} määrä on kaksinkertaistunut.',
      'Oireina väsymys, johon lepo ei auta, kyynistyminen ja muistikatkokset. Asiakas häpeää sitä, että ”juuri minä en jaksanut”.',
    ],
    early: [
      'Piirrämme kuormituksen ja palautumisen vaa’an. Kuormituksen puolelle kertyy yksitoista asiaa, palautumisen puolelle kolme, joista yksi on uni.',
      'Asiakas kertoo tarkistaneensa työsähköpostin sairauslomalla päivittäin. {boss} ei ole sitä pyytänyt; vaatimus tulee sisältä.',
      'Keho on ylivireä: leuat ovat kireät, ja asiakas herää neljältä {task} pyöriessä mielessä.',
      'Puhumme toipumisen vaiheista. Asiakkaalle on helpotus kuulla, että keskittymiskyvyn palautuminen vie kuukausia eikä viikkoja.',
    ],
    middle: [
      'Tunnistamme säännön ”jos en tee sitä itse, se ei tule tehdyksi”. Sääntö on ollut hyödyllinen nuorempana, mutta {work} se on vienyt kaiken varan.',
      'Harjoittelemme kieltäytymistä. Roolipelissä asiakas sanoo {bossAll} ensin pitkästi perustellen, kolmannella kerralla yhdellä lauseella.',
      'Sairausloman jatkuminen herätti syyllisyyttä työtovereita kohtaan. Erotamme myötätunnon vastuusta, joka kuuluu työnantajalle.',
      'Asiakas vietti ensimmäisen viikonlopun ajattelematta työtä. Sunnuntai-iltana ahdistus palasi, mutta lievempänä.',
      'Työterveysneuvottelu on sovittu. Laadimme listan siitä, mitä asiakas siellä haluaa sanoa, ja rajaamme sen kolmeen asiaan.',
      'Kysymys työpaikan vaihtamisesta nousee esiin. Emme ratkaise sitä nyt; asiakas toteaa, ettei väsyneenä kannata päättää suuria.',
    ],
    late: [
      'Osa-aikainen paluu on alkanut. {boss} on rajannut {task} määrää, ja asiakas pitää kiinni siitä, että lähtee ajallaan.',
      'Asiakas huomasi lupaavansa liikaa ja perui lupauksen seuraavana päivänä. Aiemmin hän olisi tehnyt työn yöllä.',
      'Palautuminen näkyy: kirjan lukeminen onnistuu taas, ja puhelin jää illaksi eteiseen.',
    ],
    homework: [
      {
        assign:
          'Välitehtävä: työsähköpostin poistaminen puhelimesta ja kolme taukoa päivään ilman ruutua.',
        done: 'Työsähköposti on poissa puhelimesta, ja tauot ovat toteutuneet useimpina päivinä.',
        partly: 'Tauot ovat toteutuneet, mutta sähköposti palasi puhelimeen keskiviikkona.',
      },
      {
        assign: 'Välitehtävä: merkitä joka ilta yksi asia, joka palautti, ja yksi, joka kulutti.',
        done: 'Iltamerkinnöistä näkyy, että palautumista tuo eniten käsillä tekeminen.',
        partly:
          'Iltamerkintöjä on neljä; kuluttaneet asiat löytyvät helposti, palauttavat hitaammin.',
      },
      {
        assign: 'Välitehtävä: sanoa viikon aikana yhdelle pyynnölle ei, ilman selitystä.',
        done: 'Asiakas kieltäytyi yhdestä pyynnöstä, eikä mitään pahaa tapahtunut.',
        partly: 'Asiakas sanoi ”mietin asiaa”, mikä on hänelle jo puoli askelta.',
      },
    ],
  },
];
