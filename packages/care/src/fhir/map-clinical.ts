import type { z } from 'zod';
import { careLimits } from '../limits.ts';
import type { Attachment } from '../record/attachment.ts';
import { type Condition, conditionSchema } from '../record/condition.ts';
import type { Note } from '../record/note.ts';
import { sourceOf } from '../record/source.ts';
import { type Visit, visitModes, visitStatuses } from '../record/visit.ts';
import { type DocumentContent, isPlainText, readContent } from './document.ts';
import type { FhirResource } from './parse.ts';
import type {
  binaryResource,
  compositionResource,
  conditionResource,
  documentReferenceResource,
  encounterResource,
  FhirSection,
} from './schema.ts';
import { clip, conceptText, firstText, narrativeText } from './text.ts';
import { systems } from './vocabulary.ts';

/** Why something is an attachment: shown to people, so a code and not a sentence. */
export type AttachmentReason =
  | 'type-not-mapped'
  | 'document-not-text'
  | 'document-elsewhere'
  | 'document-unreadable';

const FHIR_JSON = 'application/fhir+json';

/** A resource kept whole because we have no record for it. */
export function keepWhole(
  resource: FhirResource,
  reason: AttachmentReason,
  title: string = resource.resourceType,
): Attachment {
  return {
    type: 'attachment',
    title: clip(title),
    contentType: FHIR_JSON,
    data: new Uint8Array(0),
    reason,
    source: sourceOf(resource.text, resource.url, null),
  };
}

/** Encounter → visit. */
export function mapEncounter(
  resource: FhirResource,
  encounter: z.infer<typeof encounterResource>,
): Visit {
  const ours = (url: string) => encounter.extension?.find((extension) => extension.url === url);
  const mode = visitModes.find((known) => known === ours(systems.visitMode)?.valueCode);
  const [participant] = encounter.participant ?? [];
  return {
    type: 'visit',
    start: encounter.period?.start ?? null,
    end: encounter.period?.end ?? null,
    mode: mode ?? (encounter.class?.code === 'VR' ? 'remote' : 'centre'),
    centre: null,
    therapist: null,
    therapistName: firstText(participant?.individual?.display) || null,
    minorDecides: ours(systems.minorDecides)?.valueBoolean ?? null,
    status: visitStatuses.find((status) => status === encounter.status) ?? 'unknown',
    title: firstText(conceptText(encounter.type?.[0]), encounter.class?.display),
    source: sourceOf(resource.text, resource.url, null),
  };
}

/** Condition → condition. */
export function mapCondition(
  resource: FhirResource,
  condition: z.infer<typeof conditionResource>,
): Condition {
  const status = conditionSchema.shape.status.safeParse(
    condition.clinicalStatus?.coding?.[0]?.code,
  );
  const orNull = (text: string | undefined) => (text === undefined ? null : clip(text));
  return {
    type: 'condition',
    text: conceptText(condition.code),
    coding: (condition.code?.coding ?? []).slice(0, careLimits.codings).map((coding) => ({
      system: orNull(coding.system),
      code: orNull(coding.code),
      display: orNull(coding.display),
    })),
    status: status.success ? status.data : null,
    onset: condition.onsetDateTime ?? null,
    ended: condition.abatementDateTime ?? null,
    recorded: condition.recordedDate ?? null,
    source: sourceOf(resource.text, resource.url, null),
  };
}

/** What is known about a document beside its content. */
export interface DocumentFacts {
  readonly title: string;
  readonly contentType: string | undefined;
  readonly language: string | null;
  readonly visit: string | null;
  readonly authoredOn: string | null;
  readonly authorName: string | null;
}

/** A document's content → note if it is plain text, else attachment with the bytes. */
function fileContent(
  resource: FhirResource,
  content: DocumentContent,
  facts: DocumentFacts,
): Note | Attachment {
  if (content.kind === 'unreadable') return keepWhole(resource, 'document-unreadable', facts.title);
  if (content.kind === 'data') {
    return {
      type: 'attachment',
      title: facts.title,
      contentType: clip(facts.contentType ?? 'application/octet-stream'),
      data: content.data,
      reason: 'document-not-text',
      source: sourceOf(resource.text, resource.url, content.data),
    };
  }
  const bytes = content.bytes ?? new TextEncoder().encode(content.text);
  return {
    type: 'note',
    title: facts.title,
    format: 'text/plain',
    text: content.text,
    visit: facts.visit,
    language: facts.language,
    template: null,
    status: 'signed',
    authoredOn: facts.authoredOn,
    authorName: facts.authorName,
    amends: null,
    source: sourceOf(resource.text, resource.url, bytes),
    sourceText: content.bytes,
  };
}

function languageTag(tag: string | undefined): string | null {
  return tag !== undefined && tag.length <= 35 ? tag : null;
}

/** Facts of a DocumentReference about its first content that is readable here. */
export function documentFacts(
  document: z.infer<typeof documentReferenceResource>,
  visit: string | null,
): DocumentFacts {
  const attachment = inlineOf(document) ?? document.content?.[0]?.attachment;
  return {
    title: firstText(conceptText(document.type), attachment?.title, document.description),
    contentType: attachment?.contentType,
    language: languageTag(attachment?.language ?? document.language),
    visit,
    authoredOn: document.date ?? null,
    authorName: firstText(document.author?.[0]?.display) || null,
  };
}

/** The content to show: inline plain text first, then anything inline. */
function inlineOf(document: z.infer<typeof documentReferenceResource>) {
  const inline = (document.content ?? []).flatMap(({ attachment }) =>
    attachment?.data === undefined ? [] : [attachment],
  );
  return inline.find((a) => isPlainText(a.contentType)) ?? inline[0];
}

/** DocumentReference → note or attachment; a document that is elsewhere is kept as its reference. */
export function mapDocumentReference(
  resource: FhirResource,
  document: z.infer<typeof documentReferenceResource>,
  visit: string | null,
): Note | Attachment {
  const facts = documentFacts(document, visit);
  const data = inlineOf(document)?.data;
  if (data === undefined) return keepWhole(resource, 'document-elsewhere', facts.title);
  return fileContent(resource, readContent(data, facts.contentType), facts);
}

/** Binary → note or attachment. `facts` come from the DocumentReference that points to it. */
export function mapBinary(
  resource: FhirResource,
  binary: z.infer<typeof binaryResource>,
  facts: DocumentFacts | null,
): Note | Attachment {
  if (binary.data === undefined) return keepWhole(resource, 'document-elsewhere');
  const unknown = {
    title: 'Binary',
    language: null,
    visit: null,
    authoredOn: null,
    authorName: null,
  };
  const { contentType } = binary;
  return fileContent(resource, readContent(binary.data, contentType), {
    ...(facts ?? unknown),
    contentType,
  });
}

function sectionText(sections: readonly FhirSection[]): string {
  return sections
    .flatMap(({ title, text, section }) => [
      title ?? '',
      narrativeText(text?.div ?? ''),
      sectionText(section ?? []),
    ])
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Composition → note with the readable text of its sections. The original markup is in `source`. */
export function mapComposition(
  resource: FhirResource,
  composition: z.infer<typeof compositionResource>,
  visit: string | null,
): Note | Attachment {
  const text = sectionText(composition.section ?? []) || narrativeText(composition.text?.div ?? '');
  if (text.length > careLimits.noteText) return keepWhole(resource, 'document-unreadable');
  return {
    type: 'note',
    title: firstText(composition.title),
    format: 'text/plain',
    text,
    visit,
    language: languageTag(composition.language),
    template: null,
    status: 'signed',
    authoredOn: composition.date ?? null,
    authorName: firstText(composition.author?.[0]?.display) || null,
    amends: null,
    source: sourceOf(resource.text, resource.url, null),
    sourceText: null,
  };
}
