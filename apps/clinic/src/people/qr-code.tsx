import { qrModules, qrPath } from '@vaiti/client';
import { useMemo } from 'react';

/** A text as a QR code, black on white in both themes because readers expect it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, side } = useMemo(() => {
    const modules = qrModules(text);
    return { path: qrPath(modules), side: String(modules.length) };
  }, [text]);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
