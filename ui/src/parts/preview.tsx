import { useTexts } from '../app/settings.tsx';

export type PreviewName = 'image' | 'audio' | 'video' | 'frame' | 'pdf';

/** How a file can be looked at in a page; undefined where it is only to be taken away. */
export function previewOf({
  contentType = '',
  href,
}: {
  readonly contentType?: string | undefined;
  readonly href?: string | undefined;
}): PreviewName | undefined {
  if (href === undefined) return undefined;
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^image\/(?:png|jpeg|gif|webp|avif)$/u.test(type)) return 'image';
  if (/^audio\/(?:mpeg|ogg|wav|mp4)$/u.test(type)) return 'audio';
  if (/^video\/(?:mp4|webm)$/u.test(type)) return 'video';
  if (type === 'application/pdf') return 'pdf';
  return type === 'text/plain' || type === 'text/html' ? 'frame' : undefined;
}

interface PreviewProps {
  readonly preview: PreviewName;
  readonly href: string;
  readonly name: string;
}

/** The bytes, shown by the other origin: nothing in them can reach this page. */
export function Preview({ preview, href, name }: PreviewProps) {
  const { ui } = useTexts();
  if (preview === 'image') return <img className="preview" src={href} alt={name} />;
  if (preview === 'audio') return <audio className="preview" src={href} controls aria-label={name} />;
  if (preview === 'video') return <video className="preview" src={href} controls aria-label={name} />;
  const title = ui.record.previewOf(name);
  // A browser draws a PDF with a viewer of its own, which does not work in a sandbox; the file's own scripts never see an origin.
  if (preview === 'pdf') return <iframe className="preview preview-frame preview-page" src={href} title={title} />;
  return <iframe className="preview preview-frame" src={href} title={title} sandbox="" />;
}
