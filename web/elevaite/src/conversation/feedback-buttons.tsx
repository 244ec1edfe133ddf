"use client";

import { MessageSquarePlus, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";

import { Button } from "@elevaite/shared/ui/button";
import { Field } from "@elevaite/shared/ui/field";
import { Popover, PopoverContent, PopoverTrigger } from "@elevaite/shared/ui/popover";
import { Textarea } from "@elevaite/shared/ui/textarea";
import { Tooltip } from "@elevaite/shared/ui/tooltip";

import { useRateAnswer, type Feedback } from "@/queries/conversations";
import { chatText } from "@/text/chat";

const text = chatText.feedback;
const kMostCharacters = 2000;

type FeedbackButtonsProps = { conversation: string; answer: string; feedback: Feedback | null };

/** What one thinks of an answer: a thumb, taken back by pressing it again, and words if one likes. */
export function FeedbackButtons({ conversation, answer, feedback }: FeedbackButtonsProps) {
  const rate = useRateAnswer(conversation, answer);
  const thumb = (rating: Feedback["rating"], label: string, Icon: typeof ThumbsUp) => {
    const isPressed = feedback?.rating === rating;
    return (
      <Tooltip content={label}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={label}
          aria-pressed={isPressed}
          onClick={() => rate.mutate(isPressed ? null : { rating, comment: "" })}
        >
          <Icon aria-hidden className={isPressed ? "fill-current text-accent-text" : ""} />
        </Button>
      </Tooltip>
    );
  };
  return (
    <>
      {thumb("up", text.up, ThumbsUp)}
      {thumb("down", text.down, ThumbsDown)}
      {feedback ? (
        <FeedbackComment
          key={feedback.rating}
          comment={feedback.comment}
          onSave={(comment) => rate.mutate({ rating: feedback.rating, comment })}
        />
      ) : null}
    </>
  );
}

function FeedbackComment({ comment, onSave }: { comment: string; onSave: (comment: string) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState(comment);
  const label = comment ? text.editComment : text.addComment;
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <Tooltip content={label}>
        <PopoverTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={label}>
            <MessageSquarePlus aria-hidden className={comment ? "text-accent-text" : ""} />
          </Button>
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent className="w-72 max-w-[calc(100vw-2rem)]" aria-label={label}>
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            onSave(typed.trim());
            setIsOpen(false);
          }}
        >
          <Field label={text.comment} hint={text.commentHint}>
            <Textarea
              value={typed}
              maxLength={kMostCharacters}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" size="sm" className="self-end">
            {text.save}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
