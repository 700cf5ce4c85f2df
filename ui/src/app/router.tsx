import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';

import { Overview } from '../pages/overview.tsx';
import { Start } from '../pages/start.tsx';
import { Crash } from './crash.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Crash });

const journey = () => import('../pages/journey.ts');
const archive = () => import('../pages/archive.ts');
const doors = () => import('../pages/doors.ts');

/** What the address of a kind's page keeps, so that going back finds the same table. */
export interface KindSearch {
  readonly view?: string | undefined;
  readonly sort?: string | undefined;
  readonly down?: boolean | undefined;
  readonly field?: string | undefined;
  readonly text?: string | undefined;
  readonly funnel?: string | undefined;
  /** What a view shows: a chat, a document, a day. */
  readonly at?: string | undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function kindSearch(search: Readonly<Record<string, unknown>>): KindSearch {
  const [view, sort, field, words, funnel, at] = ['view', 'sort', 'field', 'text', 'funnel', 'at'].map((name) =>
    text(search[name]),
  );
  return {
    ...(view === undefined ? {} : { view }),
    ...(sort === undefined ? {} : { sort }),
    ...(search['down'] === true ? { down: true } : {}),
    ...(field === undefined ? {} : { field }),
    ...(words === undefined ? {} : { text: words }),
    ...(funnel === undefined ? {} : { funnel }),
    ...(at === undefined ? {} : { at }),
  };
}

/** Texts that an address keeps, by their names; whatever else stands in it is left out. */
function keeping<Name extends string>(...names: readonly Name[]) {
  return (search: Readonly<Record<string, unknown>>): Partial<Record<Name, string>> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = text(search[name]);
        return value === undefined || value === '' ? [] : [[name, value]];
      }),
    ) as Partial<Record<Name, string>>;
}

export interface WordsSearch {
  readonly text?: string | undefined;
  readonly kind?: string | undefined;
}

function wordsSearch(search: Readonly<Record<string, unknown>>): WordsSearch {
  const [words, kind] = [search['text'], search['kind']].map(text);
  return { ...(words === undefined ? {} : { text: words }), ...(kind === undefined ? {} : { kind }) };
}

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Start }),
  createRoute({ getParentRoute: () => root, path: '/overview', component: Overview }),
  createRoute({ getParentRoute: () => root, path: '/inventory', component: lazyRouteComponent(journey, 'Inventory') }),
  createRoute({ getParentRoute: () => root, path: '/export', component: lazyRouteComponent(journey, 'Export') }),
  createRoute({ getParentRoute: () => root, path: '/verify', component: lazyRouteComponent(journey, 'Verify') }),
  createRoute({ getParentRoute: () => root, path: '/plan', component: lazyRouteComponent(journey, 'Plan') }),
  createRoute({ getParentRoute: () => root, path: '/rehearse', component: lazyRouteComponent(journey, 'Rehearse') }),
  createRoute({ getParentRoute: () => root, path: '/apply', component: lazyRouteComponent(journey, 'Apply') }),
  createRoute({ getParentRoute: () => root, path: '/prove', component: lazyRouteComponent(journey, 'Prove') }),
  createRoute({
    getParentRoute: () => root,
    path: '/by-hand',
    component: lazyRouteComponent(journey, 'ByHand'),
    validateSearch: keeping('work'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/handover',
    component: lazyRouteComponent(doors, 'Handover'),
    validateSearch: keeping('from', 'to'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/profile',
    component: lazyRouteComponent(doors, 'Profile'),
    validateSearch: keeping('who'),
  }),
  createRoute({ getParentRoute: () => root, path: '/subject', component: lazyRouteComponent(doors, 'Subject') }),
  createRoute({ getParentRoute: () => root, path: '/desktop', component: lazyRouteComponent(doors, 'Desktop') }),
  createRoute({ getParentRoute: () => root, path: '/box', component: lazyRouteComponent(doors, 'Box') }),
  createRoute({ getParentRoute: () => root, path: '/more', component: lazyRouteComponent(journey, 'More') }),
  createRoute({
    getParentRoute: () => root,
    path: '/more/$command',
    component: lazyRouteComponent(journey, 'OneCommand'),
  }),
  createRoute({ getParentRoute: () => root, path: '/archive', component: lazyRouteComponent(archive, 'ArchiveKinds') }),
  createRoute({
    getParentRoute: () => root,
    path: '/archive/$kind',
    component: lazyRouteComponent(archive, 'KindPage'),
    validateSearch: kindSearch,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/archive/$kind/$id',
    component: lazyRouteComponent(archive, 'RecordPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/search',
    component: lazyRouteComponent(archive, 'Search'),
    validateSearch: wordsSearch,
  }),
]);

export const router = createRouter({ routeTree: routes, defaultPreload: 'intent', scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
