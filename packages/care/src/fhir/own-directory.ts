import type { Centre, Staff } from '../record/directory.ts';
import type { JsonObject } from './parse.ts';
import { addressOut, present, telecomOut } from './own-parts.ts';
import { systems } from './vocabulary.ts';

/** Centre → Organization and Location. */
export function ownCentre(centre: Centre): JsonObject[] {
  const address = addressOut(centre.address);
  const telecom = telecomOut(centre.phones, []);
  return [
    present({
      resourceType: 'Organization',
      id: centre.id,
      active: true,
      name: centre.name,
      telecom,
      address: address === undefined ? undefined : [address],
    }),
    present({
      resourceType: 'Location',
      id: centre.id,
      status: 'active',
      name: centre.name,
      telecom,
      address,
      managingOrganization: { reference: `Organization/${centre.id}` },
    }),
  ];
}

/** Staff → Practitioner and a PractitionerRole for each role. */
export function ownStaff(staff: Staff): JsonObject[] {
  const practitioner = {
    resourceType: 'Practitioner',
    id: staff.userId,
    active: true,
    name: [{ text: staff.name }],
  };
  const roles = staff.roles.map(({ role, centre }, at) =>
    present({
      resourceType: 'PractitionerRole',
      id: `${staff.userId}-${at + 1}`,
      active: true,
      practitioner: { reference: `Practitioner/${staff.userId}` },
      organization: centre === null ? undefined : { reference: `Organization/${centre}` },
      code: [
        present({
          coding: [{ system: systems.staffRole, code: role }],
          text: staff.title || undefined,
        }),
      ],
    }),
  );
  return [practitioner, ...roles];
}
