"use client";

import { Braces } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState, type ComponentProps, type KeyboardEvent } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { cn } from "@elevaite/shared/ui/class-names";
import { fieldClasses } from "@elevaite/shared/ui/input";

import { studioText as text } from "@/text/studio";

import { useNodeForm } from "../form-context";
import {
  closedAt,
  complete,
  completionAt,
  endOfExpression,
  type Completion,
  type Suggestion,
} from "./completion";
import { ExpressionPreview } from "./expression-preview";
import { SuggestionList } from "./suggestion-list";

type ExpressionInputProps = Omit<ComponentProps<"textarea">, "value" | "onChange"> & {
  value: string;
  onValue: (value: string) => void;
  /** Several lines; otherwise Enter does not break the line. */
  isMultiline?: boolean;
  isCode?: boolean;
};

/** Marks what is in double braces, behind the text, which the field itself shows. */
function Highlights({ value }: { value: string }) {
  return value.split(/(\{\{[^]*?(?:\}\}|$))/).map((part, index) => (
    <span key={index} className={part.startsWith("{{") ? "rounded-xs bg-accent-subtle" : ""}>
      {part}
    </span>
  ));
}

/** A text with expressions, and below it, while it has the focus, what they give. */
export function ExpressionInput({ className, ...props }: ExpressionInputProps) {
  const [isFocused, setIsFocused] = useState(false);
  return (
    <div
      role="presentation"
      className={cn("flex min-w-0 flex-col gap-1", className)}
      onFocus={() => setIsFocused(true)}
      onBlur={() => setIsFocused(false)}
    >
      <ExpressionArea {...props} />
      {isFocused ? <ExpressionPreview value={props.value} /> : null}
    </div>
  );
}

/** Inside the braces it proposes what can be read there, with the values of the last run. */
function ExpressionArea({
  value,
  onValue,
  isMultiline = false,
  isCode = false,
  ...props
}: Omit<ExpressionInputProps, "className">) {
  const { scope, isReadOnly } = useNodeForm();
  const area = useRef<HTMLTextAreaElement>(null);
  const back = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);
  const passed = useRef<number | null>(null);
  const wanted = useRef<number | null>(null);

  const look = () => {
    const element = area.current;
    if (!element) return;
    const isCollapsed = element.selectionStart === element.selectionEnd;
    setCompletion(isCollapsed ? completionAt(element.value, element.selectionStart, scope) : null);
    setActive(0);
  };
  const put = (next: string, cursor: number) => {
    if (next === value) area.current?.setSelectionRange(cursor, cursor);
    else {
      wanted.current = cursor;
      onValue(next);
    }
    requestAnimationFrame(look);
  };
  // At once, not in the next frame: whoever types fast is already at the next letter by then.
  useLayoutEffect(() => {
    if (wanted.current === null || !area.current) return;
    area.current.focus();
    area.current.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [value]);
  const take = (suggestion: Suggestion) => {
    if (!completion) return;
    // Letters that came since it was looked belong to the name as well.
    const to = area.current?.selectionStart ?? completion.to;
    const done = complete(value, { ...completion, to }, suggestion);
    put(done.text, done.cursor);
  };
  const beginExpression = () => {
    const at = area.current?.selectionStart ?? value.length;
    put(`${value.slice(0, at)}{{  }}${value.slice(at)}`, at + 3);
  };
  /** The braces that closed by themselves are passed by whoever writes them all the same. */
  const passBrace = (element: HTMLTextAreaElement): boolean => {
    const at = element.selectionStart;
    const end = at === passed.current ? at : endOfExpression(element.value, at);
    if (end === null || at !== element.selectionEnd) return false;
    passed.current = at === passed.current ? null : end;
    element.setSelectionRange(end, end);
    setCompletion(null);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "}" && area.current && passBrace(area.current)) return event.preventDefault();
    const count = completion?.suggestions.length ?? 0;
    const chosen = completion?.suggestions[active];
    if (event.key === "Escape" && completion) {
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
      setCompletion(null);
    } else if (chosen && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      take(chosen);
    } else if (chosen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && !isMultiline) event.preventDefault();
  };
  const textClasses = cn(
    "px-2.5 py-1.5 pr-8 wrap-anywhere whitespace-pre-wrap",
    isCode && "font-mono text-xs",
  );
  return (
    <div className="relative rounded-md bg-surface">
      <div
        ref={back}
        aria-hidden
        className={cn(
          "pointer-events-none absolute inset-0 overflow-hidden rounded-md border border-transparent text-transparent max-md:text-[1rem] md:text-sm",
          textClasses,
        )}
      >
        <Highlights value={value} />
      </div>
      <textarea
        {...props}
        ref={area}
        rows={1}
        readOnly={isReadOnly}
        aria-haspopup="listbox"
        aria-controls={completion ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={completion ? `${listId}-${active}` : undefined}
        spellCheck={!isCode}
        value={value}
        className={cn(
          fieldClasses,
          "relative block field-sizing-content resize-none bg-transparent",
          isMultiline ? "max-h-96 min-h-20" : "max-h-40 min-h-8",
          textClasses,
        )}
        onChange={({ target, nativeEvent }) => {
          const typed = isMultiline ? target.value : target.value.replaceAll("\n", " ");
          const isBrace = nativeEvent instanceof InputEvent && nativeEvent.data === "{";
          const closed = isBrace ? closedAt(typed, target.selectionStart) : null;
          if (closed) return put(closed.text, closed.cursor);
          onValue(typed);
          requestAnimationFrame(look);
        }}
        onKeyDown={onKeyDown}
        onClick={look}
        onBlur={() => setCompletion(null)}
        onScroll={(event) => {
          if (back.current) back.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
      {isReadOnly ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          className="absolute top-0.5 right-0.5"
          aria-label={text.expression.insert}
          title={text.expression.insert}
          onMouseDown={(event) => event.preventDefault()}
          onClick={beginExpression}
        >
          <Braces aria-hidden className="size-3.5!" />
        </Button>
      )}
      {completion ? (
        <SuggestionList id={listId} suggestions={completion.suggestions} active={active} onTake={take} />
      ) : null}
    </div>
  );
}
