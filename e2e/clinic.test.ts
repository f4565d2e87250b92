import { alarmStories } from './clinic/alarm.ts';
import { draftStories } from './clinic/draft.ts';
import { forgettingStories } from './clinic/forgetting.ts';
import { keyboardStories } from './clinic/keyboard.ts';
import { lockStories } from './clinic/lock.ts';
import { offlineStories } from './clinic/offline.ts';
import { peopleStories } from './clinic/people.ts';
import { playStories } from './clinic/play.ts';
import { receptionStories } from './clinic/reception.ts';
import { sharingStories } from './clinic/sharing.ts';
import { supervisionStories } from './clinic/supervision.ts';
import { therapistStories } from './clinic/therapist.ts';

playStories('the clinic app', {
  ...therapistStories,
  ...draftStories,
  ...lockStories,
  ...receptionStories,
  ...sharingStories,
  ...supervisionStories,
  ...forgettingStories,
  ...keyboardStories,
  ...offlineStories,
  ...alarmStories,
  ...peopleStories,
});
