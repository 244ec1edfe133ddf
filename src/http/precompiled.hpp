// For the routes and what wires them. See core/precompiled.hpp.
#pragma once
#include "engine/conversation_store.hpp"
#include "engine/engine.hpp"
#include "http/auth_answers.hpp"
#include "http/engine_answers.hpp"
#include "http/job_answers.hpp"
#include "http/notification_answers.hpp"
#include "http/page.hpp"
#include "http/router.hpp"
#include "ports/precompiled.hpp"
