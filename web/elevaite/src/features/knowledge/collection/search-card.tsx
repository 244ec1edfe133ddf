"use client";

import { Search } from "lucide-react";
import { type FormEvent } from "react";

import { formatNumber, formatPercent } from "@elevaite/shared/format";
import { Button } from "@elevaite/shared/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Input } from "@elevaite/shared/ui/input";

import { useSearchCollection, type Passage } from "@/queries/knowledge";
import { knowledgeText } from "@/text/knowledge";

import { PassageText } from "./passage-text";

const text = knowledgeText.search;
/** The scores of ranks that are fused differ in their third place. */
const kScoreDigits = 4;

/** What an agent would find, and why. */
export function SearchCard({ collection }: { collection: string }) {
  const search = useSearchCollection(collection);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const query = String(new FormData(event.currentTarget).get("query") ?? "").trim();
    if (query) search.mutate(query);
  };
  return (
    <Card aria-label={text.title}>
      <CardHeader>
        <CardTitle>{text.title}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <form role="search" onSubmit={submit} className="flex gap-2">
          <Input
            type="search"
            name="query"
            maxLength={2_000}
            autoComplete="off"
            aria-label={text.query}
            placeholder={text.query}
            className="min-w-0 flex-1"
          />
          <Button type="submit" isPending={search.isPending}>
            <Search aria-hidden />
            {text.submit}
          </Button>
        </form>
        {search.error ? (
          <ErrorState error={search.error} onRetry={() => search.mutate(search.variables)} />
        ) : null}
        <p role="status" className="text-sm text-muted empty:hidden">
          {search.data ? (search.data.length > 0 ? text.found(search.data.length) : text.none) : null}
        </p>
        {search.data && search.data.length > 0 ? <Found passages={search.data} /> : null}
      </CardBody>
    </Card>
  );
}

function Found({ passages }: { passages: Passage[] }) {
  return (
    <ol aria-label={text.label} className="flex flex-col gap-3">
      {passages.map((passage) => (
        <li key={passage.chunk_id}>
          <PassageText title={sourceOf(passage)} text={passage.text} facts={factsOf(passage)} />
        </li>
      ))}
    </ol>
  );
}

function sourceOf({ document, title }: Passage): string {
  return title ? `${document} › ${title}` : document;
}

function factsOf(passage: Passage): string[] {
  const { page, position, score, similarity, text_rank: byWords, vector_rank: byVectors } = passage;
  const facts = [text.score(score.toFixed(kScoreDigits))];
  if (similarity !== null) facts.push(text.similarity(formatPercent(similarity)));
  if (byWords !== null) facts.push(text.wordsRank(formatNumber(byWords)));
  if (byVectors !== null) facts.push(text.vectorRank(formatNumber(byVectors)));
  if (page !== null) facts.push(knowledgeText.passages.page(formatNumber(page)));
  return [...facts, knowledgeText.passages.number(formatNumber(position + 1))];
}
