import type { Audience } from '../record/summary.ts';
import type { Language } from '../record/fields.ts';

/** What the demo's patient and guardian have been told about a visit. */
export const demoTold: Readonly<Record<Language, Readonly<Record<Audience, string>>>> = {
  fi: {
    patient:
      'Harjoitellaan seuraavaan kertaan asti iltarauhoittumista: näytöt pois tuntia ennen nukkumaanmenoa. Kirjoita muutamalla sanalla, miten illat sujuivat.',
    guardian:
      'Puhuimme unesta ja koulupäivistä. Kotona auttaa, että illat pysyvät rauhallisina ja herätys samaan aikaan myös viikonloppuna.',
  },
  sv: {
    patient:
      'Till nästa gång övar du på lugna kvällar: skärmarna bort en timme före läggdags. Skriv med några ord hur kvällarna gick.',
    guardian:
      'Vi talade om sömn och skoldagar. Hemma hjälper det att kvällarna är lugna och att väckningen är vid samma tid också på veckoslutet.',
  },
  en: {
    patient:
      'Until next time, practise quiet evenings: screens away an hour before bed. Write a few words on how the evenings went.',
    guardian:
      'We talked about sleep and school days. At home it helps when evenings stay quiet and waking up is at the same time at the weekend too.',
  },
};
