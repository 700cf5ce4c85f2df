export { Box } from '../doors/box-page.tsx';
export { Desktop } from '../doors/desktop-page.tsx';
export { Handover } from '../doors/handover-page.tsx';
export { Profile } from '../doors/profile-page.tsx';
export { Subject } from '../doors/subject-page.tsx';
