import { existsSync } from 'node:fs';

import { type Machine, pathOn } from '../machine.ts';

export interface Service {
  readonly name: string;
  /** The file that shows that it is there. */
  readonly evidence: string;
  /** `own`: the vendor's, it serves nothing else. `shared`: others may use it, too. */
  readonly use: 'own' | 'shared';
}

const known: readonly { readonly name: string; readonly use: Service['use']; readonly files: readonly string[] }[] = [
  {
    name: 'push-server',
    use: 'own',
    files: ['/etc/sysconfig/push-server-multi', '/opt/push-server', '/etc/push-server'],
  },
  {
    name: 'transformer',
    use: 'own',
    files: ['/usr/local/sbin/transformer-workerd', '/etc/tmpfiles.d/transformer.conf'],
  },
  { name: 'bvat', use: 'own', files: ['/usr/bin/bvat'] },
  { name: 'httpd-scale', use: 'own', files: ['/etc/cron.d/bx_httpd-scale'] },
  { name: 'nginx', use: 'shared', files: ['/etc/nginx/nginx.conf', '/etc/nginx'] },
  { name: 'httpd', use: 'shared', files: ['/etc/httpd'] },
  { name: 'apache2', use: 'shared', files: ['/etc/apache2'] },
  { name: 'mysqld', use: 'shared', files: ['/etc/my.cnf', '/etc/mysql/conf.d'] },
  { name: 'postgresql', use: 'shared', files: ['/var/lib/pgsql/data', '/etc/postgresql'] },
  { name: 'redis', use: 'shared', files: ['/etc/redis.conf', '/etc/redis/redis.conf'] },
  { name: 'memcached', use: 'shared', files: ['/etc/sysconfig/memcached', '/etc/memcached.conf'] },
  { name: 'searchd', use: 'shared', files: ['/etc/sphinx'] },
  { name: 'rabbitmq-server', use: 'shared', files: ['/etc/rabbitmq'] },
];

/** Services that the vendor's environment knows and that have left a file here. */
export function servicesOf(machine: Machine): readonly Service[] {
  return known.flatMap(({ name, use, files }) => {
    const evidence = files.find((file) => existsSync(pathOn(machine, file)));
    return evidence === undefined ? [] : [{ name, use, evidence }];
  });
}
