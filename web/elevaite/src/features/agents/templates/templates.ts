import {
  Bot,
  Eye,
  FileText,
  HandCoins,
  ListChecks,
  MailCheck,
  Scale,
  ShoppingCart,
  Split,
  Ticket,
  type LucideIcon,
} from "lucide-react";

import type { AgentFile } from "@/queries/agents";

import askBeforeMail from "./ask-before-mail.json";
import assistant from "./assistant.json";
import formToTicket from "./form-to-ticket.json";
import listWorker from "./list-worker.json";
import orderDesk from "./order-desk.json";
import pageSummary from "./page-summary.json";
import refundAgent from "./refund-agent.json";
import siteWatch from "./site-watch.json";
import triage from "./triage.json";
import twoOpinions from "./two-opinions.json";

export type Template = { id: string; icon: LucideIcon; file: AgentFile };

/** What a new agent can begin with, the simplest first; each file is what exporting an agent writes. */
export const templates: readonly Template[] = [
  { id: "assistant", icon: Bot, file: assistant },
  { id: "order-desk", icon: ShoppingCart, file: orderDesk },
  { id: "triage", icon: Split, file: triage },
  { id: "ask-before-mail", icon: MailCheck, file: askBeforeMail },
  { id: "refund-agent", icon: HandCoins, file: refundAgent },
  { id: "form-to-ticket", icon: Ticket, file: formToTicket },
  { id: "list-worker", icon: ListChecks, file: listWorker },
  { id: "two-opinions", icon: Scale, file: twoOpinions },
  { id: "page-summary", icon: FileText, file: pageSummary },
  { id: "site-watch", icon: Eye, file: siteWatch },
];
