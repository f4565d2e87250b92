import { useMutation } from '@tanstack/react-query';
import type { TimelineItem } from '@vaiti/client';
import { Button, PaperIcon, SaveIcon } from '@vaiti/ui';
import { saveBytes, sizeText } from '../lib/save-bytes.ts';
import { useWords } from '../lib/text.tsx';
import { ProblemView } from '../problem/problem-view.tsx';
import { useSession } from '../session/session.tsx';

/** A document kept as it came. It is saved, never opened inside this page. */
export function AttachmentItem({
  file,
  item,
}: {
  readonly file: string;
  readonly item: TimelineItem;
}) {
  const { t, date, locale } = useWords();
  const { client } = useSession();
  const [current] = item.versions;
  const saving = useMutation({
    mutationFn: async () => saveBytes(await client.attachment({ file, record: item.record })),
  });
  if (current === undefined) return null;
  const title = current.title === '' ? t('clinic.attachment.untitled') : current.title;
  const size = item.attachment === null ? '' : sizeText(item.attachment.size, locale);
  const facts = [date(item.when), item.attachment?.contentType ?? '', size].filter((f) => f !== '');
  return (
    <div className="attachment">
      <PaperIcon />
      <div>
        <p className="attachment-name">{title}</p>
        <p className="note-by">{facts.join(' · ')}</p>
      </div>
      <Button
        small
        icon={<SaveIcon size={16} />}
        aria-label={t('clinic.attachment.saveOf', { title })}
        pendingLabel={saving.isPending ? t('clinic.attachment.saving') : undefined}
        onPress={() => saving.mutate()}
      >
        {t('clinic.attachment.save')}
      </Button>
      {saving.error !== null && <ProblemView error={saving.error} compact />}
    </div>
  );
}
