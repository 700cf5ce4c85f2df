/** Shapes of the web API, taken from the server's own types so that the two can't drift apart. */
export type { ArchiveSummary, NamedReference } from '../../../src/commands/open.ts';
export type { Cell, ChildrenPage, KindSize, TablePage, TableRow } from '../../../src/commands/library.ts';
export type { NumberedEvent, RunEvent, RunState, RunSummary } from '../../../src/server/runs.ts';
export type { State, ArchiveState, KindFacts } from '../../../src/server/state-routes.ts';
export type { PapersAnswer } from '../../../src/server/exit-routes.ts';
export type { KeptResult, KeptResults } from '../../../src/server/results.ts';
export type { ChatAnswer, ChatLineAnswer } from '../../../src/server/view-routes.ts';
export type { CalendarEntry, NoteNode, NoteShelf, SitePage } from '../../../src/commands/views.ts';
export type { Rich } from '../../../src/markup/rich.ts';
export type { RecordAnswer, FileAnswer } from '../../../src/server/archive-routes.ts';
export type { PlanEntry, PlanPage, ProofReport, WorkStanding } from '../../../src/commands/exit-view.ts';
export type { Whose } from '../../../src/commands/whose.ts';
export type { Left, LeftToGo } from '../../../src/commands/left.ts';
export type { PlanResult, PlannedKind } from '../../../src/commands/plan.ts';
export type { ConnectResult } from '../../../src/commands/connect.ts';
export type { DoctorResult } from '../../../src/commands/doctor.ts';
export type { InventoryResult } from '../../../src/commands/inventory.ts';
export type { ExportResult } from '../../../src/commands/export.ts';
export type { VerifyResult } from '../../../src/commands/verify.ts';
export type { SealResult } from '../../../src/commands/seal.ts';
export type { RehearseResult } from '../../../src/commands/rehearse.ts';
export type { ApplyResult } from '../../../src/commands/apply.ts';
export type { Notice } from '../../../src/commands/notice.ts';
export type { Question } from '../../../src/commands/ask.ts';
export type { ByHandResult, HandItem } from '../../../src/commands/by-hand.ts';
export type { HandoverResult } from '../../../src/commands/handover.ts';
export type { ProfileResult } from '../../../src/commands/profile-leave.ts';
export type { SubjectResult } from '../../../src/commands/subject.ts';
export type { ProveResult } from '../../../src/commands/prove.ts';
export type { DesktopScanResult } from '../../../src/commands/desktop-scan.ts';
export type { DesktopRemoveResult } from '../../../src/commands/desktop-remove.ts';
export type { DesktopEmptyResult } from '../../../src/commands/desktop-empty.ts';
export type { DesktopRestoreResult } from '../../../src/commands/desktop-restore.ts';
export type { BoxFindResult } from '../../../src/commands/box-find.ts';
export type { BoxCacheResult } from '../../../src/commands/box-cache.ts';
export type { BoxBackupResult } from '../../../src/commands/box-backup.ts';
export type { BoxExportResult } from '../../../src/commands/box-export.ts';
export type { BoxUninstallResult } from '../../../src/commands/box-uninstall.ts';
export type { CommandName, Declaration } from '../../../src/commands/table.ts';
export type { Parameter } from '../../../src/commands/parameter.ts';
export type { Progress, Stage } from '../../../src/journey/types.ts';
export type {
  ArchivedFile,
  ArchivedRecord,
  KindCount,
  Missing,
  RecordKey,
  SearchAnswer,
  SearchHit,
} from '../../../src/archive/types.ts';
export type { Column, Group, KindId } from '../../../src/kinds/kind.ts';
export type { Json, JsonObject } from '../../../src/base/json.ts';
