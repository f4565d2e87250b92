import { accessStories } from './clinic/access.ts';
import { emergencyStories } from './clinic/emergency.ts';
import { leaverStories } from './clinic/leavers.ts';
import { memberStories } from './clinic/members.ts';
import { playStories } from './clinic/play.ts';
import { viewStories } from './clinic/views.ts';

playStories('the clinic app: views, access and people', {
  ...emergencyStories,
  ...memberStories,
  ...viewStories,
  ...accessStories,
  ...leaverStories,
});
