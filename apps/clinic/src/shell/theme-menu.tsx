import { Button, Menu, MenuChoice, SettingsIcon } from '@vaiti/ui';
import { useSettings } from '../app/settings.tsx';
import { themes } from '../lib/settings.ts';
import { useWords } from '../lib/text.tsx';

/** Light, dark or as the system says, inside any menu. */
export function ThemeChoice() {
  const { t } = useWords();
  const { theme, setTheme } = useSettings();
  return (
    <MenuChoice
      title={t('clinic.settings.theme')}
      value={theme}
      options={themes.map((key) => ({ key, label: t(`clinic.settings.theme.${key}`) }))}
      onChange={setTheme}
    />
  );
}

/** The theme alone, where there is no other menu. */
export function ThemeMenu() {
  const { t } = useWords();
  const label = t('clinic.settings.theme');
  return (
    <Menu
      label={label}
      trigger={<Button look="quiet" small aria-label={label} icon={<SettingsIcon />} />}
    >
      <ThemeChoice />
    </Menu>
  );
}
