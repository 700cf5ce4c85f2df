export { ArchiveKinds } from '../archive/kinds-page.tsx';
export { KindPage } from '../archive/kind-page.tsx';
export { RecordPage } from '../archive/record-page.tsx';
export { Search } from '../archive/search-page.tsx';
