import type { ReactNode } from 'react';

export interface IconProps {
  /** Width and height in CSS pixels. */
  readonly size?: number;
}

/** A drawing beside words; it says nothing of its own to a screen reader. */
function icon(path: ReactNode) {
  return function Icon({ size = 20 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.75}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
        focusable={false}
      >
        {path}
      </svg>
    );
  };
}

export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </>,
);
export const CrossIcon = icon(<path d="m6 6 12 12M18 6 6 18" />);
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const EyeIcon = icon(
  <>
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
    <circle cx="12" cy="12" r="2.75" />
  </>,
);
export const EyeOffIcon = icon(
  <path d="M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.5M6.2 7.3A16.5 16.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.3-1.1M10 10a2.75 2.75 0 0 0 3.9 3.9M4 4l16 16" />,
);
export const BackIcon = icon(<path d="M19 12H5m6-6.5L4.5 12l6.5 6.5" />);
export const DownIcon = icon(<path d="M12 5v14m6.5-6L12 19.5 5.5 13" />);
export const ChevronIcon = icon(<path d="m7 10 5 5 5-5" />);
export const LockIcon = icon(
  <>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
  </>,
);
export const ShieldIcon = icon(
  <>
    <path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.6 7 9 4.1-1.4 7-4.7 7-9V6Z" />
    <path d="m9 11.8 2.2 2.2L15.2 10" />
  </>,
);
export const AlarmIcon = icon(
  <>
    <path d="M12 4 2.8 19.5h18.4Z" />
    <path d="M12 10v4.5M12 17.2v.1" />
  </>,
);
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 11v5M12 8v.1" />
  </>,
);
export const PenIcon = icon(
  <path d="m4.5 19.5 1-4L16.3 4.7a1.4 1.4 0 0 1 2 0l1 1a1.4 1.4 0 0 1 0 2L8.5 18.5Zm10-13 3 3" />,
);
export const PaperIcon = icon(
  <>
    <path d="M6.5 3.5h7L18.5 8.5v12h-12Z" />
    <path d="M13.5 3.5v5h5" />
  </>,
);
export const SaveIcon = icon(<path d="M12 4v11m5-4.5-5 5-5-5M5 20h14" />);
export const PeopleIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.25" />
    <path d="M3 19.5c.4-3.5 2.7-5.5 6-5.5s5.6 2 6 5.5M15.5 5.6a3.25 3.25 0 0 1 0 5.8M17.5 14.4c2 .7 3.2 2.5 3.5 5.1" />
  </>,
);
export const SettingsIcon = icon(
  <>
    <path d="M4 7.5h9m5 0h2M4 16.5h2m5 0h9" />
    <circle cx="15.5" cy="7.5" r="2.25" />
    <circle cx="8.5" cy="16.5" r="2.25" />
  </>,
);
export const OfflineIcon = icon(
  <path d="M4 4l16 16M8.5 8.6A7 7 0 0 0 5 10.5M2 7.5a12 12 0 0 1 3-2M10.5 4.6A12 12 0 0 1 22 7.5M13.5 8.2a7 7 0 0 1 5.5 2.3M8.5 14a5 5 0 0 1 4-1.4M12 18.5v.1" />,
);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
