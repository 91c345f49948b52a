/// @file
/// What most tests of the rooms without sockets include, parsed once.
#pragma once

#include "values.hpp"

#include <gtest/gtest.h>
