import { serveClinic } from '@vaiti/client/worker';

/** The key worker: the one place in this app where keys and opened entries are made. */
serveClinic(self, { baseUrl: location.origin });
