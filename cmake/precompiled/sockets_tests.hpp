/// @file
/// What most tests of the rooms with sockets include, parsed once.
#pragma once

#include "sockets.hpp"

#include <gtest/gtest.h>
