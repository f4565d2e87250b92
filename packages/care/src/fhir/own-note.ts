import { type Note, noteBytes } from '../record/note.ts';
import type { FiledRecord, PatientContext } from './filed.ts';
import { present } from './own-parts.ts';
import type { JsonObject } from './parse.ts';
import { systems } from './vocabulary.ts';

interface NotePlace {
  readonly filed: FiledRecord;
  readonly context: PatientContext;
  /** Reference to the version before, or null for the original. */
  readonly replaces: string | null;
  readonly isNewest: boolean;
}

/** FHIR `instant`: a date and time with seconds and zone, or nothing. */
function instantOf(dateTime: string | null): string | null {
  return dateTime?.includes('T') ? dateTime : null;
}

/**
 * One version of a note → DocumentReference with the text as base64, and a Provenance that says who
 * signed it when. FHIR R4: `superseded` once a later version replaces it.
 */
export function ownNote(
  note: Note,
  { filed, context, replaces, isNewest }: NotePlace,
): JsonObject[] {
  const id = `${filed.recordId}-v${filed.version}`;
  const author = present({
    reference: filed.author === null ? undefined : `Practitioner/${filed.author}`,
    display: note.authorName,
  });
  const signed = Object.keys(author).length > 0 ? instantOf(note.authoredOn) : null;
  const charset = note.sourceText === null ? '; charset=utf-8' : '';
  const document = present({
    resourceType: 'DocumentReference',
    id,
    extension: note.amends === null ? [] : [{ url: systems.amends, valueString: note.amends }],
    status: isNewest ? 'current' : 'superseded',
    docStatus: replaces === null ? 'final' : 'amended',
    type: present({
      coding: [{ system: systems.loinc, code: '11488-4', display: 'Consult note' }],
      text: note.title,
    }),
    subject: { reference: context.patient },
    date: instantOf(note.authoredOn),
    author: Object.keys(author).length === 0 ? [] : [author],
    relatesTo: replaces === null ? [] : [{ code: 'replaces', target: { reference: replaces } }],
    content: [
      {
        attachment: present({
          contentType: `text/plain${charset}`,
          language: note.language,
          data: noteBytes(note).toBase64(),
          title: note.title,
        }),
      },
    ],
    context:
      note.visit === null ? undefined : { encounter: [{ reference: context.visitOf(note.visit) }] },
  });
  if (signed === null) return [document];
  const provenance = {
    resourceType: 'Provenance',
    id: `${id}-signed`,
    target: [{ reference: `DocumentReference/${id}` }],
    recorded: signed,
    agent: [{ who: author }],
  };
  return [document, provenance];
}
