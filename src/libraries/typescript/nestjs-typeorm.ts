/** @nestjs/typeorm: injected repositories and data sources keep TypeORM's own types, so only the testing tokens are named here. */
import type { Library } from '../library.js';

export const nestjsTypeorm: Library = {
  name: 'nestjs-typeorm',
  language: 'typescript',
  mentions: ['@nestjs/typeorm'],
  calls: {
    '@nestjs/typeorm.InjectRepository': {},
    '@nestjs/typeorm.InjectDataSource': {},
    '@nestjs/typeorm.InjectEntityManager': {},
    '@nestjs/typeorm.getRepositoryToken': {},
    '@nestjs/typeorm.TypeOrmModule.forRoot': { opens: 0 },
    '@nestjs/typeorm.TypeOrmModule.forRootAsync': { opens: 0 },
  },
};
