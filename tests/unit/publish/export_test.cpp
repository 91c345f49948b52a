#include "publish/export.hpp"
#include <gtest/gtest.h>
