import { useNavigate } from '@tanstack/react-router';
import { localeNames, locales } from '@vaiti/i18n';
import { Button, LockIcon, Menu, MenuChoice, MenuGroup, MenuItem, SettingsIcon } from '@vaiti/ui';
import { useState } from 'react';
import { useSettings } from '../app/settings.tsx';
import { useWords } from '../lib/text.tsx';
import { SignOutDialog } from '../session/sign-out-dialog.tsx';
import { useMe, useSession } from '../session/session.tsx';
import { MeDialog } from './me-dialog.tsx';
import { rolesText } from './roles-text.ts';
import { ThemeChoice } from './theme-menu.tsx';

/** Roles that may agree to the end of a file; the server's rules decide in the end. */
const deciders: readonly string[] = ['privacy-officer', 'administrator'];

/** Who I am, and everything about how I work here. */
export function UserMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const { lock } = useSession();
  const { locale, setLocale } = useSettings();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'me' | 'sign-out'>();
  return (
    <div className="user">
      <span className="user-who">
        <span className="user-name">{me.name}</span>
        <span className="user-roles">{rolesText(t, me.roles)}</span>
      </span>
      <Button small icon={<LockIcon size={18} />} onPress={() => void lock()}>
        {t('clinic.shell.lock')}
      </Button>
      <Menu
        label={t('clinic.shell.menu')}
        trigger={
          <Button look="quiet" small aria-label={t('clinic.shell.menu')} icon={<SettingsIcon />} />
        }
      >
        <MenuChoice
          title={t('common.language')}
          value={locale}
          options={locales.map((key) => ({ key, label: localeNames[key], lang: key }))}
          onChange={setLocale}
        />
        <ThemeChoice />
        <MenuGroup label={t('clinic.shell.more')}>
          <MenuItem id="me" onAction={() => setOpen('me')}>
            {t('clinic.me.title')}
          </MenuItem>
          {me.roles.some(({ role, centre }) => role === 'administrator' && centre === null) && (
            <MenuItem id="people" onAction={() => void navigate({ to: '/people' })}>
              {t('clinic.people.title')}
            </MenuItem>
          )}
          <MenuItem id="emergency" onAction={() => void navigate({ to: '/emergency' })}>
            {t('clinic.emergency.title')}
          </MenuItem>
          {me.roles.some(({ role, centre }) => centre === null && deciders.includes(role)) && (
            <MenuItem id="forgetting" onAction={() => void navigate({ to: '/forgetting' })}>
              {t('clinic.forget.requests')}
            </MenuItem>
          )}
          <MenuItem id="lent" onAction={() => void navigate({ to: '/notes' })}>
            {t('clinic.lent.title')}
          </MenuItem>
          <MenuItem id="access" onAction={() => void navigate({ to: '/access' })}>
            {t('clinic.access.title')}
          </MenuItem>
          <MenuItem id="help" onAction={onHelp}>
            {t('clinic.help.title')}
          </MenuItem>
          <MenuItem id="sign-out" onAction={() => setOpen('sign-out')}>
            {t('clinic.signOut.action')}
          </MenuItem>
        </MenuGroup>
      </Menu>
      <MeDialog isOpen={open === 'me'} onClose={() => setOpen(undefined)} />
      <SignOutDialog isOpen={open === 'sign-out'} onClose={() => setOpen(undefined)} />
    </div>
  );
}
