"use client";

import { Eye, EyeOff } from "lucide-react";
import { useEffect, useRef, useState, type ComponentProps } from "react";

import { text } from "../text/index";
import { Button } from "./button";
import { cn } from "./class-names";
import { Input } from "./input";

/** A password that can be looked at while it is typed. It is hidden again when its form is sent. */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const form = input.current?.form;
    // Password managers offer to save what was in a field of type "password".
    const hide = () => setIsShown(false);
    form?.addEventListener("submit", hide, { capture: true });
    return () => form?.removeEventListener("submit", hide, { capture: true });
  }, []);
  return (
    <div className="relative">
      <Input
        type={isShown ? "text" : "password"}
        spellCheck={false}
        autoCapitalize="none"
        className={cn("pr-10", className)}
        {...props}
        ref={input}
      />
      <Button
        variant="ghost"
        size="icon-sm"
        className="absolute inset-y-0 right-1 my-auto"
        aria-label={text.showPassword}
        aria-pressed={isShown}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
    </div>
  );
}
