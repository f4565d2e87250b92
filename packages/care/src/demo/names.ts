import type { Language } from '../record/fields.ts';

interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
}

/** Common names; which meets which is chance, so that nobody is meant. */
export const names: Readonly<Record<Language, Names>> = {
  fi: {
    female:
      'Aino Eeva Helmi Kerttu Päivi Säde Venla Tyyne Anneli Sirkka Hilkka Riikka Lumi Taimi Oona Jenni Marjatta Kyllikki Inkeri Tuulikki Mirja Saara Pihla'.split(
        ' ',
      ),
    male: 'Väinö Eero Onni Jyrki Yrjö Tapio Antti Heikki Markku Sampo Lauri Olavi Mikko Ilmari Jussi Veikko Pekka Seppo Arttu Eetu Kalevi Urho Tuomo Hannu'.split(
      ' ',
    ),
    family:
      'Virtanen Mäkinen Hämäläinen Järvinen Kärkkäinen Leppänen Töyrylä Räsänen Mäki Heikkilä Pöyhönen Lähteenmäki Kettunen Saarinen Ylönen Hyvärinen Lehtimäki Koskela Sääksjärvi Tölli Niemelä Vänskä Jääskeläinen Karppinen Rönkä Myllyaho Pesälä Äijälä'.split(
        ' ',
      ),
  },
  sv: {
    female:
      'Åsa Märta Linnéa Elsa Ingrid Solveig Maj Gunilla Ebba Birgitta Siv Karin Alva Göta Saga Monica'.split(
        ' ',
      ),
    male: 'Göran Håkan Björn Åke Sören Carl Nils Rasmus Kaj Östen Anders Viking Lars Stig Elof Mårten'.split(
      ' ',
    ),
    family:
      'Lindström Nygård Sjöblom Åkerlund Öhman Björkqvist Backström Holmlund Söderlund Ekblom Grönroos Häggman Ström Nordström Lönnqvist Ångerman Westerlund Fagerström'.split(
        ' ',
      ),
  },
  en: {
    female: 'Grace Amara Hannah Olivia Priya Nora Zoë Chloe Fatima Maya Ruth Sinéad'.split(' '),
    male: 'Thomas Daniel Kwame Oliver Ravi Samuel Liam Omar Patrick Noah Idris Conor'.split(' '),
    family:
      'Bennett Okafor Clarke Murphy Sharma Fletcher Novak Hughes Mensah Whitaker Iqbal Doyle Ferreira Lindqvist'.split(
        ' ',
      ),
  },
};

/** Streets and towns around the three centres. */
export const streets: Readonly<Record<Language, readonly string[]>> = {
  fi: [
    'Kaivokatu',
    'Hämeenkatu',
    'Pähkinäpolku',
    'Satamatie',
    'Kirkkokatu',
    'Mäntytie',
    'Ylänkötie',
  ],
  sv: ['Strandvägen', 'Storgatan', 'Björkstigen', 'Åsgatan', 'Kyrkogatan', 'Sjövägen'],
  en: ['Satamatie', 'Kirkkokatu', 'Hämeenkatu', 'Mäntytie'],
};

/** Letters without marks, for e-mail addresses and sign-in names. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}
