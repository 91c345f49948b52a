#include "http/worker.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace fingerpost::http {

namespace {

using std::chrono::milliseconds;

} // namespace

TEST(Worker, ends_at_once_when_it_has_nothing_to_wind_down) {
    metrics::Metrics metrics;
    Worker worker(metrics);
    std::thread thread([&] { worker.run(milliseconds(100000)); });
    worker.wind_down();
    thread.join();
}

TEST(Worker, an_abort_ends_it_whatever_it_waits_for) {
    metrics::Metrics metrics;
    Worker worker(metrics);
    boost::asio::steady_timer forever(worker.context(), std::chrono::hours(1));
    forever.async_wait([](boost::system::error_code) {});
    std::thread thread([&] { worker.run(milliseconds(100000)); });
    worker.wind_down();
    worker.abort();
    thread.join();
}

} // namespace fingerpost::http
