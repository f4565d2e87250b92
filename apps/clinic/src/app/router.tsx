import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AccessView } from '../access/access-view.tsx';
import { CaseloadView } from '../caseload/caseload-view.tsx';
import { ContactView } from '../contact/contact-view.tsx';
import { EmergencyView } from '../emergency/emergency-view.tsx';
import { FileView } from '../file/file-view.tsx';
import { ReadersView } from '../file/readers-view.tsx';
import { RecordView } from '../file/record-view.tsx';
import { ForgetRequestsView } from '../forgetting/forget-requests-view.tsx';
import { PeopleView } from '../people/people-view.tsx';
import { NotFoundView } from '../shell/not-found-view.tsx';
import { Shell } from '../shell/shell.tsx';
import { LentView } from '../supervision/lent-view.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundView });

const caseloadRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: CaseloadView,
});

const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  component: PeopleView,
});

const accessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/access',
  component: AccessView,
});

/** The file that is to be asked for, where somebody came from its contact details. */
export interface EmergencySearch {
  readonly file?: string;
}

const emergencyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/emergency',
  component: EmergencyView,
  validateSearch: ({ file }: Record<string, unknown>): EmergencySearch =>
    typeof file === 'string' && /^[0-9a-f]{32}$/.test(file) ? { file } : {},
});

const forgettingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgetting',
  component: ForgetRequestsView,
});

const lentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notes',
  component: LentView,
});

const fileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/patients/$file',
  component: FileView,
});

/** What is being written beside the record: a new note, or the amendment of one by its id. */
export interface RecordSearch {
  readonly note?: string;
}

const recordRoute = createRoute({
  getParentRoute: () => fileRoute,
  path: '/',
  component: RecordView,
  validateSearch: ({ note }: Record<string, unknown>): RecordSearch =>
    typeof note === 'string' && /^(new|[0-9a-f]{32})$/.test(note) ? { note } : {},
});

const contactRoute = createRoute({
  getParentRoute: () => fileRoute,
  path: '/contact',
  component: ContactView,
});

const readersRoute = createRoute({
  getParentRoute: () => fileRoute,
  path: '/readers',
  component: ReadersView,
});

/** The addresses of the app. They hold pseudonymous ids only. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    caseloadRoute,
    peopleRoute,
    accessRoute,
    lentRoute,
    forgettingRoute,
    emergencyRoute,
    fileRoute.addChildren([recordRoute, contactRoute, readersRoute]),
  ]),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
