import type { CareRecordType } from '@vaiti/care';
import type { ImportItem, ImportWarning } from '@vaiti/care/fhir';

/** What became of one resource. */
export type Outcome = 'stored' | 'present';

/** Counts of an import. */
export class Tally {
  /** Resources read, bad ones among them. */
  read = 0;
  bad = 0;
  /** Bytes of input done with. */
  bytes = 0;
  /** Entries stored, beginnings of files among them. */
  entries = 0;
  files = 0;
  /** Resources that were stored already. */
  present = 0;
  /** Resources kept whole as attachments, because there is no record for their kind. */
  verbatim = 0;
  readonly stored = new Map<CareRecordType, number>();
  readonly warnings = new Map<ImportWarning, number>();

  /** Takes in what became of a resource. */
  settle(item: ImportItem, outcome: Outcome): void {
    if (outcome === 'present') {
      this.present++;
      return;
    }
    const { type } = item.record;
    this.stored.set(type, (this.stored.get(type) ?? 0) + 1);
    if (type === 'attachment' && item.record.contentType === 'application/fhir+json')
      this.verbatim++;
    for (const warning of item.warnings)
      this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + 1);
  }
}
