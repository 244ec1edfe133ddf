// One id type per noun.
#pragma once
#include "core/id.hpp"

namespace elevaite::model {

#define ELEVAITE_NOUN(Type, prefix, noun)               \
  struct Type##Noun {                                   \
    static constexpr std::string_view kPrefix = prefix; \
    static constexpr std::string_view kNoun = noun;     \
  };                                                    \
  using Type##Id = Id<Type##Noun>

ELEVAITE_NOUN(Tenant, "ten", "tenant");
ELEVAITE_NOUN(User, "usr", "user");
ELEVAITE_NOUN(Member, "mem", "member");
ELEVAITE_NOUN(Session, "ses", "session");
ELEVAITE_NOUN(ApiKey, "key", "API key");
ELEVAITE_NOUN(Credential, "cred", "credential");
ELEVAITE_NOUN(Agent, "agt", "agent");
ELEVAITE_NOUN(Version, "ver", "version");
ELEVAITE_NOUN(Deployment, "dep", "deployment");
ELEVAITE_NOUN(Run, "run", "run");
ELEVAITE_NOUN(Conversation, "conv", "conversation");
ELEVAITE_NOUN(Share, "share", "shared conversation");
ELEVAITE_NOUN(Message, "msg", "message");
ELEVAITE_NOUN(File, "file", "file");
ELEVAITE_NOUN(Process, "proc", "process");
ELEVAITE_NOUN(Job, "job", "job");
ELEVAITE_NOUN(Collection, "col", "collection");
ELEVAITE_NOUN(Document, "doc", "document");
ELEVAITE_NOUN(Chunk, "chk", "chunk");

#undef ELEVAITE_NOUN

}  // namespace elevaite::model
