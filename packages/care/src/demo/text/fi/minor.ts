import type { Course } from '../bank.ts';

/** Finnish: courses of minors. */
export const minor: readonly Course[] = [
  {
    key: 'school',
    condition: 'Lapsuusiän tunne-elämän häiriö, koulupelko',
    variants: [
      {
        subject: 'liikuntatunnit',
        lesson: 'liikuntatunnille',
        adult: 'koulukuraattori',
        like: 'piirtäminen',
      },
      {
        subject: 'esitelmät',
        lesson: 'äidinkielen tunnille',
        adult: 'luokanohjaaja',
        like: 'koodaaminen',
      },
      {
        subject: 'ruokatunnit',
        lesson: 'ruokalaan',
        adult: 'koulupsykologi',
        like: 'pianonsoitto',
      },
    ],
    intake: [
      'Nuori tulee terapiaan runsaiden poissaolojen vuoksi. Aamuisin on vatsakipua ja itkua, ja pahimpia ovat {subject}.',
      'Nuori kertoo itse, ettei hän pelkää koulua vaan ihmisiä siellä. Vahvuutena on {like}, josta puhuessaan hän suoristautuu.',
    ],
    early: [
      'Nuori piirtää koulun kartan ja värittää paikat vihreäksi, keltaiseksi ja punaiseksi. Punaisella ovat {subject} ja pitkä käytävä.',
      'Puhumme vatsakivusta kehon viestinä. Nuori keksii sille nimen ja sanoo, että nimettynä se on vähän tyhmä.',
      'Kaveripiiri hajosi luokkien vaihtuessa. Nuori ei ole kertonut siitä kotona, koska ei halua kenenkään huolestuvan.',
      'Aamun kulku käydään läpi minuutti minuutilta. Kipu alkaa, kun reppu otetaan naulasta.',
    ],
    middle: [
      'Sovimme portaista takaisin: ensin koulun pihalle, sitten yhdelle tunnille, viimeisenä {lesson}. Nuori saa itse päättää järjestyksestä.',
      'Nuori oli koulussa kolmena päivänä. {adult} oli vastassa ovella, mikä oli nuoren mukaan sekä noloa että kivaa.',
      'Harjoittelemme lauseita, joilla voi liittyä mukaan. Valituksi tulee ”voinko tulla tähän”, koska se on tarpeeksi lyhyt.',
      'Nuori näyttää puhelimesta luokan ryhmän viestejä. Tutkimme, mitkä niistä ovat ilkeitä ja mitkä vain tuntuvat siltä.',
      'Viikolla tuli takapakki maanantaina. Nuori sanoo, että vaikeinta oli odottaa muiden kysyvän, missä hän oli ollut; keksimme vastauksen valmiiksi.',
      'Pelaamme tunnekorteilla. Jännityksen alta löytyy ikävä entistä parasta kaveria kohtaan.',
    ],
    late: [
      'Poissaoloja on kuukaudessa kaksi, molemmat flunssan vuoksi. Nuori toteaa, että vatsa ei muista enää joka aamu kipeytyä.',
      'Nuori meni {lesson} ilman aikuista. Kerrottavaa ei kuulemma ole, mikä on paras uutinen.',
      'Harrastus, {like}, on tuonut uuden kaverin. Puhumme siitä, miten ystävyyttä hoidetaan.',
    ],
    homework: [
      {
        assign:
          'Välitehtävä: kokeilla kahta sovittua porrasta ja merkitä jännitys hymiöllä korttiin.',
        done: 'Molemmat portaat on kokeiltu, ja toisen hymiö on jo keltainen.',
        partly: 'Yksi portaista kokeiltiin; toinen siirtyy ensi viikkoon ilman draamaa.',
      },
      {
        assign: 'Välitehtävä: näyttää huoltajalle aamun suunnitelma, jonka teimme yhdessä.',
        done: 'Aamun suunnitelma on jääkaapin ovessa, ja huutamista on nuoren mukaan ollut vähemmän.',
        partly: 'Suunnitelma on repussa, muttei vielä jääkaapin ovessa.',
      },
      {
        assign: 'Välitehtävä: sanoa yhdelle luokkakaverille jotain joka päivä, vaikka vain moi.',
        done: 'Moi on sanottu neljänä päivänä ja siihen on vastattu joka kerta.',
        partly: 'Moi onnistui kahtena päivänä; toisina katse pysyi kengissä.',
      },
    ],
  },
  {
    key: 'separation',
    condition: 'Perheen hajoaminen avioeron vuoksi, sopeutumisvaikeus',
    variants: [
      { week: 'viikonvaihto', pet: 'koira', place: 'isän uudessa asunnossa' },
      { week: 'sunnuntain siirtyminen', pet: 'kissa', place: 'äidin uudessa asunnossa' },
    ],
    intake: [
      'Vanhemmat erosivat keväällä, ja nuori asuu vuoroviikoin. Koulussa on huomattu vetäytymistä, kotona riitoja pienistä asioista.',
      'Nuori toivoo terapialta, ettei täällä kysytä, kumman luona on parempi. Lupaan sen.',
    ],
    early: [
      'Vaikein hetki on {week}. Nuori kuvaa sitä niin, että ”pää on vielä toisessa talossa”.',
      'Nuori kantaa viestejä vanhempien välillä ja muotoilee ne kohteliaammiksi. Ihmettelemme yhdessä, kenen työ se oikeastaan olisi.',
      'Ikävä osuu yllättäviin kohtiin: {pet} on vain toisessa kodissa, ja {place} haisee maalilta.',
      'Nuori rakentaa hiekkalaatikkoon kaksi taloa ja sillan. Silta jää kesken, ja hän haluaa jättää sen niin.',
    ],
    middle: [
      'Suuttumus pääsee esiin ensi kertaa. Nuori huutaa tyynyyn ja naurahtaa päälle; sen jälkeen puhutaan siitä, ettei kukaan kysynyt.',
      'Syyllisyys on ollut piilossa: nuori on ajatellut eron alkaneen hänen koenumeroistaan. Käymme läpi, mistä aikuisten ero johtuu ja mistä ei.',
      'Kokosimme ”molempien kotien laatikon”: asiat, jotka ovat samoja kummassakin. Niitä on enemmän kuin nuori luuli.',
      'Pidimme yhteisen käynnin vanhempien kanssa. Nuori luki paperista kolme toivetta, ja kaikki kolme otettiin vastaan.',
      'Viikko meni pieleen, kun {week} muuttui viime hetkellä. Nuori osasi sanoa siitä ääneen, mikä on uutta.',
      'Kaverille on nyt kerrottu. Kaverin vanhemmat ovat myös eronneet, eikä siitä tarvinnut sanoa enempää.',
    ],
    late: [
      'Siirtymät sujuvat, ja {week} on enää tavallinen päivä, jolloin pitää muistaa laturi.',
      'Nuori on saanut oman hyllyn {place} ja valinnut siihen itse tavarat.',
      'Nuori sanoo, ettei ole enää postinkantaja. Vanhemmat ovat sopineet keskenään viestittelystä.',
    ],
    homework: [
      {
        assign: 'Välitehtävä: tehdä lista asioista, jotka kulkevat mukana kodista toiseen.',
        done: 'Lista on tehty ja teipattu repun sisään.',
        partly: 'Lista on alussa, mutta laturi on jo kahtena kappaleena.',
      },
      {
        assign: 'Välitehtävä: sanoa kerran ”kysy sitä itse”, kun pyydetään viemään viestiä.',
        done: 'Lause sanottiin kerran, ja aikuinen nauroi ja soitti itse.',
        partly: 'Lause jäi kurkkuun, mutta se oli jo kielellä.',
      },
      {
        assign: 'Välitehtävä: merkitä kalenteriin värillä päivät, jolloin olo on ollut hyvä.',
        done: 'Kalenterissa on yhdeksän väritettyä päivää, osa kummassakin kodissa.',
        partly: 'Kalenteriin on väritetty kolme päivää, ja loput täydennetään muistista.',
      },
    ],
  },
];
