import { Link } from '@tanstack/react-router';
import type { EmergencyView } from '@vaiti/client';
import { Badge, Button, Disclosure } from '@vaiti/ui';
import { useWords } from '../lib/text.tsx';
import { useEmergencyChange } from './use-emergencies.ts';
import { useSession } from '../session/session.tsx';
import { spokenFileId } from './file-id-input.ts';

/** What somebody can begin from a request. */
export type RequestAct = 'approve' | 'open' | 'review';

/** One request: who asked for what and why, how far it is, and what the person can do. */
export function RequestItem({
  request,
  onAct,
}: {
  readonly request: EmergencyView;
  readonly onAct: (act: RequestAct) => void;
}) {
  const { t, date, time } = useWords();
  const { client } = useSession();
  const seeing = useEmergencyChange((id: string) => client.seenEmergency({ id }));
  const when = (iso: string): string => [date(iso), time(iso)].filter(Boolean).join(' ');
  const { gathered, phase } = request;
  const name = request.own ? t('clinic.emergency.you') : request.requester;
  return (
    <article className="emergency-request" aria-label={t('clinic.emergency.of', { name })}>
      <div className="emergency-head">
        <p className="emergency-who">{name}</p>
        <Badge tone={phase === 'open' ? 'warn' : 'neutral'}>
          {t(`clinic.emergency.phase.${phase}`)}
        </Badge>
      </div>
      <p className="note-by">{t('clinic.emergency.askedOn', { when: when(request.asked) })}</p>
      {request.reason !== null && <p className="emergency-reason">{request.reason}</p>}
      <Answers request={request} />
      {gathered !== null && (
        <p role="status">
          {t('clinic.emergency.gathered', { sound: gathered.sound, needed: gathered.needed })}
        </p>
      )}
      {gathered !== null && gathered.wrong.length > 0 && (
        <p className="emergency-wrong">
          {t('clinic.emergency.wrong', { names: gathered.wrong.join(', ') })}
        </p>
      )}
      {request.opened !== null && (
        <p>{t('clinic.emergency.openedOn', { when: when(request.opened) })}</p>
      )}
      {request.reviewDue !== null && (
        <p className="emergency-due">
          {t('clinic.emergency.due', { day: date(request.reviewDue.slice(0, 10)) })}
        </p>
      )}
      <Disclosure title={t('clinic.emergency.details')}>
        <code className="fingerprint">{spokenFileId(request.file)}</code>
        <p className="ui-help">{t('clinic.emergency.fingerprintOf', { name })}</p>
        <code className="fingerprint">{request.fingerprint}</code>
      </Disclosure>
      <div className="emergency-actions">
        {request.mayApprove && (
          <Button small look="primary" onPress={() => onAct('approve')}>
            {t('clinic.emergency.decide')}
          </Button>
        )}
        {gathered !== null && (
          <Button small look="primary" onPress={() => onAct('open')}>
            {t('clinic.emergency.open')}
          </Button>
        )}
        {request.mayReview && (
          <Button small look="primary" onPress={() => onAct('review')}>
            {t('clinic.emergency.review')}
          </Button>
        )}
        {phase === 'done' && request.reason === null && (
          <Link to="/patients/$file" params={{ file: request.file }}>
            {t('clinic.emergency.toFile')}
          </Link>
        )}
        {request.unseen && (
          <Button
            small
            pendingLabel={seeing.isPending ? t('clinic.emergency.seen') : undefined}
            onPress={() => seeing.mutate(request.id)}
          >
            {t('clinic.emergency.seen')}
          </Button>
        )}
      </div>
    </article>
  );
}

function Answers({ request }: { readonly request: EmergencyView }) {
  const { t } = useWords();
  const { approved, declined, reviews } = request;
  return (
    <>
      {approved.length > 0 && (
        <p>{t('clinic.emergency.approvedBy', { names: approved.join(', ') })}</p>
      )}
      {declined.length > 0 && (
        <p>{t('clinic.emergency.declinedBy', { names: declined.join(', ') })}</p>
      )}
      {reviews.map(({ name, justified }) => (
        <p key={name}>
          {t(justified ? 'clinic.emergency.wasJustified' : 'clinic.emergency.wasUnjustified', {
            name,
          })}
        </p>
      ))}
    </>
  );
}
