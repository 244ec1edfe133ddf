// For the folders on the ports, which all read and write rows. See core/precompiled.hpp.
#pragma once
#include "core/log.hpp"
#include "core/precompiled.hpp"
#include "model/run.hpp"
#include "model/workflow.hpp"
#include "ports/chat_model.hpp"
#include "ports/database.hpp"
#include "ports/node.hpp"
#include "ports/services.hpp"
