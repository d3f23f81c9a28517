import { useI18n } from '../i18n/i18n.tsx';

export function SkipLinks() {
  const { t } = useI18n();
  const links = [
    { href: '#content', text: t.skip.content },
    { href: '#figures', text: t.skip.figures },
    { href: '#footer', text: t.skip.footer },
  ];
  return (
    <nav className="skiplinks" aria-label={t.skip.label}>
      {links.map(({ href, text }) => (
        <a key={href} className="visually-hidden-focusable" href={href}>
          {text}
        </a>
      ))}
    </nav>
  );
}
