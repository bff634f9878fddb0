#!/bin/sh
# backup.sh DATA_FOLDER BACKUP_FOLDER
# Copies a running Onedoor's data, without the master key; removes copies older than 30 days.
set -eu
data=$1 backups=$2
cli() { redis-cli -s "$data/redis.sock" "$@"; }

# While Redis rewrites its file a copy could miss a part: hold that off, and wait for one under way.
trap 'cli CONFIG SET auto-aof-rewrite-percentage 100 >/dev/null' EXIT
cli CONFIG SET auto-aof-rewrite-percentage 0 >/dev/null
while cli INFO persistence | grep -q '^aof_rewrite_in_progress:1'; do sleep 1; done

umask 077
copy="$backups/onedoor-$(date +%Y-%m-%d-%H%M%S).tar.gz"
# Status 1 says that a file grew meanwhile, which it may: Redis reads up to the last whole command.
tar --create --gzip --file "$copy.part" --directory "$data" --warning=no-file-changed \
    --exclude=./master.key --exclude=./redis.sock --exclude=./redis.pid --exclude='./onedoor.*' . || [ $? -eq 1 ]
mv "$copy.part" "$copy"
find "$backups" -name 'onedoor-*.tar.gz' -mtime +30 -delete
echo "$copy"
