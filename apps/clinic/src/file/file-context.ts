import type { PatientFileView } from '@vaiti/client';
import { createContext, use } from 'react';

/** The open file, for the views inside FileView. */
export const FileContext = createContext<PatientFileView | undefined>(undefined);

/** The file of the view that calls. */
export function useFile(): PatientFileView {
  const view = use(FileContext);
  if (view === undefined) throw new Error('outside of a file');
  return view;
}
