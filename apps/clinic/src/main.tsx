// First: it switches off the compiling of schemas (no `eval` under the policy) before any is made.
import { openClient } from './connect.ts';
import '@vaiti/ui/styles.css';
import './style/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createQueries } from './app/queries.ts';
import { applyTheme, readTheme } from './lib/settings.ts';
import { takeJoinCode } from './lib/join-code.ts';
import { takeSignInLink } from './lib/sign-in-link.ts';
import { DraftKeeper } from './note/draft-keeper.ts';

/** Milliseconds between the last key and the sealing of a draft. */
const DRAFT_PAUSE = 600;

// First of all: the link holds a password and must not stay in the address bar.
const link = takeSignInLink();
const join = takeJoinCode();
applyTheme(readTheme());

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const client = openClient();
const drafts = new DraftKeeper(client, { pause: DRAFT_PAUSE });
createRoot(root).render(
  <StrictMode>
    <App client={client} drafts={drafts} queries={createQueries()} link={link} join={join} />
  </StrictMode>,
);
