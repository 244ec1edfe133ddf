import { Bot, CircleCheck, Database, MessageSquare, type LucideIcon } from "lucide-react";

import { text as all } from "@/text";

const text = all.app;

type NodeProps = { x: number; y: number; icon: LucideIcon; label: string; tone: string };

const nodes: NodeProps[] = [
  { x: 20, y: 40, icon: MessageSquare, label: text.picture.question, tone: "text-info" },
  { x: 150, y: 150, icon: Bot, label: text.picture.agent, tone: "text-accent-text" },
  { x: 20, y: 260, icon: Database, label: text.picture.tool, tone: "text-warning" },
  { x: 270, y: 260, icon: CircleCheck, label: text.picture.answer, tone: "text-success" },
];
const kWidth = 190;
const kHeight = 48;

/** A small agent at work: decoration, with the sentence that says what the product is. */
export function EntryPicture() {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-10 px-10">
      <svg aria-hidden viewBox="0 0 480 340" className="w-full max-w-lg" fontSize="13">
        <defs>
          <pattern id="dots" width="16" height="16" patternUnits="userSpaceOnUse">
            <circle cx="1" cy="1" r="1" className="fill-border" />
          </pattern>
          <radialGradient id="fade">
            <stop offset="55%" stopColor="white" />
            <stop offset="100%" stopColor="black" />
          </radialGradient>
          <mask id="soft">
            <ellipse cx="240" cy="170" rx="240" ry="170" fill="url(#fade)" />
          </mask>
        </defs>
        <rect width="480" height="340" fill="url(#dots)" mask="url(#soft)" />
        <g fill="none" strokeWidth="2" className="stroke-accent">
          <path d="M115 88 C115 125 245 112 245 150" />
          <path d="M245 198 C245 236 365 222 365 260" />
          <path d="M245 198 C245 236 115 222 115 260" strokeDasharray="4 5" />
        </g>
        {nodes.map((node) => (
          <PictureNode key={node.label} {...node} />
        ))}
      </svg>
      <div className="flex max-w-md flex-col gap-1.5 text-center">
        <p className="text-xl font-semibold tracking-tight">{text.promise}</p>
        <p className="text-base text-muted">{text.promiseDetail}</p>
      </div>
    </div>
  );
}

function PictureNode({ x, y, icon: Icon, label, tone }: NodeProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={kWidth} height={kHeight} rx="10" className="fill-surface stroke-border" />
      <circle cx={kWidth / 2} r="4" className="fill-surface stroke-border-strong" />
      <circle cx={kWidth / 2} cy={kHeight} r="4" className="fill-surface stroke-border-strong" />
      <Icon x="14" y="14" width="20" height="20" className={tone} />
      <text x="44" y="29" className="fill-text font-medium">
        {label}
      </text>
    </g>
  );
}
