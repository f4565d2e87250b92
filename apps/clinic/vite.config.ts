import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { integrity } from './integrity.ts';

/** Where `npm run dev` finds a server: that of `npm start`, or `VAITI_URL`. */
const server = process.env['VAITI_URL'] ?? 'http://localhost:8420';

/**
 * Our modules do nothing when imported and are left out where nothing of them is used; but for
 * no-eval.ts, and the face of the package that brings it.
 */
function isPure(id: string): boolean {
  const ours = /\/packages\/(core|care|contract|client|i18n|ui)\/src\/(.*)\.tsx?$/.exec(id);
  return ours !== null && !['worker/index', 'worker/no-eval'].includes(ours[2] ?? '');
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), integrity()],
  build: {
    target: 'es2024',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows no inline script, style or data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    // Of our own packages the page takes what it uses: views and their parsers, no cryptography.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !isPure(id) } },
  },
  worker: { format: 'es' },
  server: { proxy: { '/v1': server, '/ledger': server }, strictPort: true },
});
