// Writes steps of a minute and reads a graph of twelve hours, then says in JSON what that took:
// history_bench ours|librrd FOLDER SERIES STEPS. librrd keeps each series in a file of its own,
// with the same archives, and syncs none of them.

#include "history/history.hpp"

#include <rrd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace fingerpost;
using history::archives;
using history::minutes;

constexpr std::int64_t start = 1'795'305'600; // 2026-11-22T00:00:00Z
constexpr int graph_points = 720;

double value_of(int series, std::int64_t time) {
    return 100 + series + 50 * std::sin(static_cast<double>(time) / 5000 + series);
}

class Store {
public:
    virtual ~Store() = default;
    virtual void write(std::int64_t time) = 0;
    virtual std::size_t read(int series, std::int64_t end) = 0; ///< points
};

class Ours final : public Store {
public:
    Ours(const std::string& folder, int series)
        : history_(history::History::open(folder + "/history.db", start)) {
        std::vector<history::Topic> topics;
        for (int i = 0; i < series; ++i)
            topics.push_back({std::to_string(i), history::Kind::gauge, ""});
        history_.add(topics, start).value();
        samples_.resize(topics.size());
    }
    void write(std::int64_t time) override {
        for (int i = 0; i < static_cast<int>(samples_.size()); ++i)
            samples_[static_cast<std::size_t>(i)] = {i, value_of(i, time)};
        history_.write(time, samples_).value();
    }
    std::size_t read(int series, std::int64_t end) override {
        const history::Window window{end - graph_points * minutes.step, end, end, graph_points};
        return history_.read(std::to_string(series), window).value().points.size();
    }

private:
    history::History history_;
    std::vector<history::Sample> samples_;
};

class Librrd final : public Store {
public:
    Librrd(const std::string& folder, int series) {
        std::vector<std::string> words{"DS:value:GAUGE:120:U:U"};
        for (const auto& archive : archives)
            for (const auto* kind : {"AVERAGE", "MIN", "MAX"}) {
                if (archive.width == 1 && kind != std::string_view("AVERAGE")) continue;
                words.push_back(
                    std::string("RRA:") + kind +
                    ":0.5:" + std::to_string(archive.step / minutes.step) + ':' +
                    std::to_string(archive.slots)
                );
            }
        std::vector<const char*> arguments;
        for (const auto& word : words)
            arguments.push_back(word.c_str());
        for (int i = 0; i < series; ++i) {
            files_.push_back(folder + '/' + std::to_string(i) + ".rrd");
            check(rrd_create_r(
                files_.back().c_str(),
                minutes.step,
                start - minutes.step,
                static_cast<int>(arguments.size()),
                arguments.data()
            ));
        }
    }
    void write(std::int64_t time) override {
        for (int i = 0; i < static_cast<int>(files_.size()); ++i) {
            std::array<char, 64> text{};
            std::snprintf(
                text.data(),
                text.size(),
                "%lld:%.9g",
                static_cast<long long>(time),
                value_of(i, time)
            );
            const char* words[] = {text.data()};
            check(rrd_update_r(files_[static_cast<std::size_t>(i)].c_str(), nullptr, 1, words));
        }
    }
    std::size_t read(int series, std::int64_t end) override {
        time_t from = end - graph_points * minutes.step;
        time_t to = end;
        unsigned long step = minutes.step;
        unsigned long sources = 0;
        char** names = nullptr;
        rrd_value_t* values = nullptr;
        check(rrd_fetch_r(
            files_[static_cast<std::size_t>(series)].c_str(),
            "AVERAGE",
            &from,
            &to,
            &step,
            &sources,
            &names,
            &values
        ));
        for (unsigned long i = 0; i < sources; ++i)
            rrd_freemem(names[i]);
        rrd_freemem(names);
        rrd_freemem(values);
        return static_cast<std::size_t>(to - from) / step;
    }

private:
    static void check(int status) {
        if (status == 0) return;
        throw std::runtime_error(std::string("librrd: ") + rrd_get_error());
    }
    std::vector<std::string> files_;
};

double milliseconds_of(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double share(std::vector<double> all, double part) {
    std::ranges::sort(all);
    return all.at(static_cast<std::size_t>(part * static_cast<double>(all.size() - 1)));
}

double mebibytes_in(const std::string& folder) {
    std::uintmax_t octets = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().extension() != ".db-wal") octets += file.file_size();
    return static_cast<double>(octets) / 0x1p20;
}

} // namespace

int main(int count, char** words) try {
    if (count != 5) throw std::runtime_error("ours|librrd FOLDER SERIES STEPS");
    const std::string folder = words[2];
    const int series = std::atoi(words[3]);
    const int steps = std::max(std::atoi(words[4]), graph_points);
    std::unique_ptr<Store> store;
    if (words[1] == std::string_view("ours"))
        store = std::make_unique<Ours>(folder, series);
    else
        store = std::make_unique<Librrd>(folder, series);
    std::vector<double> writes;
    auto time = start;
    for (int i = 0; i < steps; ++i, time += minutes.step)
        writes.push_back(milliseconds_of([&] { store->write(time); }));
    std::vector<double> reads;
    for (int i = 0; i < series; ++i)
        reads.push_back(milliseconds_of([&] {
            if (store->read(i, time) < graph_points) throw std::runtime_error("too few points");
        }));
    std::cout << "{\"write\": " << share(writes, 0.5) << ", \"slow_write\": " << share(writes, 0.99)
              << ", \"slowest_write\": " << share(writes, 1) << ", \"read\": " << share(reads, 0.5)
              << ", \"mebibytes\": " << mebibytes_in(folder) << "}\n";
} catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
}
